//! What a build stores of the files that it read, so that the next one need not read them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::photo::{Photo, lock};
use super::treatment::Treatment;
use super::{Asset, Assets, Origin};
use crate::attachment::Extent;
use crate::source::Stamp;

/// A picture or attachment of the site as it was last read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredAsset {
    name: String,
    stamp: Stamp,
    content: StoredContent,
}

/// What was read of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum StoredContent {
    /// A file as it is published.
    File {
        path: String,
        size: Option<(u32, u32)>,
        length: Option<u64>,
        extent: Option<Extent>,
        treatment: Treatment,
    },
    /// A photo, and its colour.
    Photo(Photo, Option<String>),
}

impl Assets {
    /// Takes over stored assets whose files are unchanged, which then need not be read. `stamp`
    /// returns the present stamp of a file.
    pub fn recall<'s>(&self, remembered: &[StoredAsset], stamp: impl Fn(&str) -> Option<&'s Stamp>) {
        for known in remembered.iter().filter(|known| stamp(&known.name) == Some(&known.stamp)) {
            let name = known.name.clone();
            match known.content.clone() {
                StoredContent::Photo(photo, tone) => self.photos.recall(name, photo, tone),
                StoredContent::File { path, size, length, extent, treatment } => {
                    let (origin, problems) = (Origin::Site(name.clone()), Vec::new());
                    let asset = Asset { path, size, length, extent, problems, treatment, origin };
                    lock(self.recalled.write()).insert(name, Arc::new(asset));
                }
            }
        }
    }

    /// Returns the assets of the site's files, to be stored. `stamp` returns the stamp of a file
    /// before it was read, if it is reliable. A file with problems is looked at again by the next
    /// build, which reports them, too.
    pub fn remembered<'s>(&self, stamp: impl Fn(&str) -> Option<&'s Stamp>) -> Vec<StoredAsset> {
        let known = lock(self.known.read());
        let files = known.values().flatten().filter_map(|asset| {
            let Origin::Site(name) = &asset.origin else { return None };
            let Asset { path, size, length, extent, treatment, problems, .. } = &**asset;
            problems.is_empty().then_some(())?;
            let (path, size, length, extent) = (path.clone(), *size, *length, *extent);
            let content = StoredContent::File { path, size, length, extent, treatment: *treatment };
            Some((name.clone(), content))
        });
        let photos = self.photos.all().into_iter().map(|(name, photo)| {
            let tone = photo.tone.get().cloned();
            (name, StoredContent::Photo((*photo).clone(), tone))
        });
        let stored = files.chain(photos).filter_map(|(name, content)| {
            let stamp = *stamp(&name)?;
            Some(StoredAsset { name, stamp, content })
        });
        let mut stored: Vec<StoredAsset> = stored.collect();
        stored.sort_by(|a, b| a.name.cmp(&b.name));
        stored
    }
}
