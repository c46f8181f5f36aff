//! `dangjian build`

use super::{Outcome, arguments, report};
use crate::portal::{Portal, Settings, build};
use crate::site::State;

pub(super) fn run(arguments: &arguments::Build) -> Outcome {
    let now = match report::now(arguments.now.as_deref()) {
        Ok(now) => now,
        Err(problem) => {
            report::problems(&[problem]);
            return Outcome::Usage;
        }
    };
    let mut shown = Vec::new();
    if arguments.drafts {
        shown.push(State::Draft);
    }
    if arguments.future {
        shown.push(State::Scheduled);
    }
    let settings =
        Settings { folder: arguments.site.clone(), now, shown, base_url: arguments.base_url.clone() };
    let output = arguments.output.clone().unwrap_or_else(|| arguments.site.join("public"));
    let built = Portal::open_to_build(&settings).and_then(|portal| build(&portal, &output, &|_, _| {}));
    match built {
        Ok(built) => {
            report::problems(&built.warnings);
            println!("{built:?}");
            Outcome::Done
        }
        Err(problems) => {
            report::problems(&problems);
            Outcome::Problems
        }
    }
}
