//! Looks up host names, with an error of its own that can be told from other failures.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The operating system's resolver, except that `localhost` is always this computer: `http` is
/// allowed there, so its meaning must not depend on a hosts file or a name server.
pub(crate) struct Resolver;

/// The name led to no address.
#[derive(Debug, thiserror::Error)]
#[error("the host name could not be resolved")]
pub(crate) struct NameNotResolved;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0 stands for "the port of the address that is called".
            if name.as_str() == "localhost" {
                let here: [SocketAddr; 2] = [
                    (Ipv4Addr::LOCALHOST, 0).into(),
                    (Ipv6Addr::LOCALHOST, 0).into(),
                ];
                return Ok(Box::new(here.into_iter()) as Addrs);
            }
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|_| NameNotResolved)?.collect();
            if found.is_empty() {
                return Err(NameNotResolved.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
