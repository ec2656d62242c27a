//! Many things of one kind, worked on side by side.

use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

/// Works on many things, several at once, each in a task of its own: while some wait for an answer or for the disk, others are
/// thought about, on every processor there is.
///
/// It begins with less than two to a request that may be under way, and with one more for each that is done: what the first
/// ones learn spares the others requests.
pub(super) struct SideBySide<'a, Works, T> {
    to_come: Works,
    tasks: &'a TaskTracker,
    at_once: usize,
    most_at_once: usize,
    under_way: JoinSet<T>,
}

impl<'a, Works, T> SideBySide<'a, Works, T>
where
    Works: Iterator<Item: Future<Output = T> + Send + 'static>,
    T: Send + 'static,
{
    /// These, where so many requests may be under way at once. What is under way when this is dropped is given up; `tasks`
    /// tells when it has come to rest.
    pub(super) fn new(requests: usize, tasks: &'a TaskTracker, works: Works) -> Self {
        let requests = requests.max(1);
        // In the end, behind all requests but one there are three others that ask while the first waits for the disk.
        let (at_once, most_at_once) = (2 * requests - 1, 4 * requests - 3);
        Self { to_come: works, tasks, at_once, most_at_once, under_way: JoinSet::new() }
    }

    /// What came of the next one that is done; `None` once all are.
    pub(super) async fn next(&mut self) -> Option<T> {
        while self.under_way.len() < self.at_once
            && let Some(work) = self.to_come.next()
        {
            self.under_way.spawn(self.tasks.track_future(work));
        }
        match self.under_way.join_next().await? {
            Ok(done) => {
                self.at_once = self.most_at_once.min(self.at_once + 1);
                Some(done)
            }
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        }
    }

    /// What came of the next ones that are done, so many at most, and fewer only at the end.
    pub(super) async fn next_group(&mut self, most: usize) -> Vec<T> {
        let mut group = Vec::new();
        while group.len() < most
            && let Some(done) = self.next().await
        {
            group.push(done);
        }
        group
    }
}
