use std::sync::{Arc, Mutex, PoisonError};

use passerelle_finbox::FinboxClient;
use passerelle_transport::{Clock, Pace, Pacer};

/// The pace at which each service is asked. It outlives the single run: when a service asked to wait, the next run waits.
pub(crate) struct Paces {
    clock: Arc<dyn Clock>,
    finbox: Arc<Pacer>,
    silverfin: Mutex<(usize, Arc<Pacer>)>,
}

impl Paces {
    pub(super) fn new(clock: &Arc<dyn Clock>) -> Self {
        let pace = Pace::default();
        let silverfin = Arc::new(Pacer::new(Arc::clone(clock), pace));
        Self {
            clock: Arc::clone(clock),
            finbox: Arc::new(FinboxClient::pacer(Arc::clone(clock))),
            silverfin: Mutex::new((pace.parallel, silverfin)),
        }
    }

    /// Finbox's pace, for something that there is reason to try now.
    pub(crate) fn finbox(&self) -> Arc<Pacer> {
        self.finbox.begin_anew();
        Arc::clone(&self.finbox)
    }

    /// Silverfin's pace, for something that there is reason to try now, with so many requests at once.
    pub(crate) fn silverfin(&self, parallel: usize) -> Arc<Pacer> {
        let mut silverfin = self.silverfin.lock().unwrap_or_else(PoisonError::into_inner);
        if silverfin.0 != parallel {
            let pace = Pace { parallel, ..Pace::default() };
            *silverfin = (parallel, Arc::new(Pacer::new(Arc::clone(&self.clock), pace)));
        }
        silverfin.1.begin_anew();
        Arc::clone(&silverfin.1)
    }
}
