//! Locks an output folder, so that only one build at a time writes to it.
//!
//! The lock belongs to the operating system and ends with the process that holds it, so a build
//! that was killed leaves nothing locked.

use super::disk::{Operation, refused};
use crate::problem::Problem;
use same_file::Handle;
use std::fs::{self, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A lock that is held. Dropping it removes the lock file and releases the lock.
#[derive(Debug)]
pub(super) struct Lock {
    file: Handle,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock file at `path` of the published folder `shown`. Fails if another process
    /// holds it.
    pub(super) fn take(path: &Path, shown: &Path) -> Result<Self, Problem> {
        loop {
            let file = open(path).map_err(|error| refused(Operation::Write, path, &error))?;
            match file.as_file().try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(locked(shown)),
                // Some network disks have no locks; someone who builds there alone must not be
                // stopped.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(refused(Operation::Write, path, &error)),
            }
            // The previous holder may have removed the file while we opened it. Then our file no
            // longer locks anything, and another build may already hold a new one.
            if Handle::from_path(path).is_ok_and(|there| there == file) {
                return Ok(Self { file, path: path.to_owned() });
            }
        }
    }
}

fn open(path: &Path) -> io::Result<Handle> {
    Handle::from_file(OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?)
}

fn locked(folder: &Path) -> Problem {
    let folder = folder.display();
    Problem::error(
        "output/locked",
        format!("另一个 dangjian 正在写“{folder}”"),
        format!("another dangjian is writing to \"{folder}\""),
    )
    .help("等它结束，或者换一个输出文件夹", "wait until it has finished, or choose another folder")
    .in_file(folder.to_string())
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Remove the file before releasing it: whoever opened it in between sees that it is gone. A
        // file that cannot be removed locks nothing.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.as_file().unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_held_lock_is_refused_and_a_left_file_is_not_a_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        fs::write(&path, "").unwrap();
        let first = Lock::take(&path, dir.path()).unwrap();
        assert_eq!(Lock::take(&path, dir.path()).unwrap_err().code, "output/locked");
        drop(first);
        assert!(!path.exists());
        assert!(Lock::take(&path, dir.path()).is_ok());
    }

    #[test]
    fn never_two_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        let Ok(_lock) = Lock::take(&path, dir.path()) else { continue };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        taken.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }
}
