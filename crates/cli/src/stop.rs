//! The wish that a running command should end: Ctrl-C, or the operating system's word.

/// Comes back when somebody wants the command to end.
pub(crate) async fn wanted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            return interrupted().await;
        };
        tokio::select! {
            () = interrupted() => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a way to hear it, only killing the process ends it.
        std::future::pending::<()>().await;
    }
}
