//! Independent pieces of work on all cores, their results in the order given.
//!
//! **Invariant:** what comes out depends on the work alone, never on how many threads did it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// Threads beyond which nothing gets faster, and files would be held in memory together.
const MOST_THREADS: usize = 8;

/// What `work` makes of every item, in their order; each thread takes the next one that nobody has.
///
/// # Example
///
/// ```
/// # use zona::domain::side_by_side;
/// assert_eq!(side_by_side(&[1, 2, 3], |one| one * 10), [10, 20, 30]);
/// ```
pub fn side_by_side<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = vec![];
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = scope(|scope| {
        let others: Vec<_> = (1..threads.min(items.len())).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            done.extend(other.join().expect("the work reports, it does not panic"));
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        // The first ones take longest, so that threads overtake each other.
        let work =
            |one: &u64| (0..(500 - one) * 50).fold(*one, |left, _| std::hint::black_box(left));
        assert_eq!(side_by_side(&items, work), items);
        assert_eq!(side_by_side(&[] as &[u64], work), [] as [u64; 0]);
    }
}
