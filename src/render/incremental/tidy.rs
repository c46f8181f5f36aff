//! Drops from a trace what no route depends on any more.

use super::trace::Trace;

/// Compact the trace once unused dependencies exceed a quarter of it plus this many.
const FEW: usize = 1024;

impl Trace {
    /// Drops the dependencies that no route has any more, once they are many.
    pub(super) fn tidied(mut self) -> Self {
        if self.base == 0 {
            // Everything in a first trace is in use.
            self.base = self.dependencies.len();
            return self;
        }
        if self.dependencies.len() < self.base + self.base / 4 + FEW {
            return self;
        }
        let made = self.made.places(self.dependencies.len());
        let mut used = vec![false; self.dependencies.len()];
        let mut next: Vec<u32> = self.routes.dependencies.numbers().to_vec();
        while let Some(dependency) = next.pop() {
            let Some(used) = used.get_mut(dependency as usize).filter(|used| !**used) else { continue };
            *used = true;
            if let Some(at) = made.get(dependency as usize).copied().flatten() {
                next.extend(self.made.others.get(at as usize));
            }
        }
        let mut numbers = vec![u32::MAX; self.dependencies.len()];
        for (number, (place, _)) in (0..).zip(numbers.iter_mut().zip(&used).filter(|(_, used)| **used)) {
            *place = number;
        }
        let moved = |dependency: &u32| {
            numbers.get(*dependency as usize).copied().filter(|number| *number != u32::MAX)
        };
        let is_used = |at: usize| used.get(at).copied().unwrap_or_default();
        let keep = |at: &mut usize| {
            *at += 1;
            is_used(*at - 1)
        };
        let (mut at, mut print_at) = (0, 0);
        self.dependencies.retain(|_| keep(&mut at));
        self.prints.retain(|_| keep(&mut print_at));
        let old = std::mem::take(&mut self.made);
        for (dependency, others) in old.dependencies.iter().zip(old.others.iter()) {
            if let Some(number) = moved(dependency) {
                self.made.push(number, others.iter().filter_map(moved), old.warned.contains(dependency));
            }
        }
        let old = std::mem::take(&mut self.routes.dependencies);
        old.iter()
            .for_each(|dependencies| self.routes.dependencies.push(dependencies.iter().filter_map(moved)));
        self.base = self.dependencies.len();
        self
    }
}
