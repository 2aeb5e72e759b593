// Which of the five libraries this program was built with.
#include <stdexcept>

#include "tests/bench/peer.hpp"

namespace smime::bench {

std::vector<std::unique_ptr<Peer>> installed_peers() {
  std::vector<std::unique_ptr<Peer>> peers;
#if SMIME_PEER_OPENSSL
  peers.push_back(openssl());
#endif
#if SMIME_PEER_GCRYPT
  peers.push_back(libgcrypt());
#endif
#if SMIME_PEER_NETTLE
  peers.push_back(nettle());
#endif
#if SMIME_PEER_BOTAN
  peers.push_back(botan());
#endif
#if SMIME_PEER_GNUTLS
  peers.push_back(gnutls());
#endif
  return peers;
}

std::vector<std::string> missing_peers() {
  std::vector<std::string> missing;
#if !SMIME_PEER_OPENSSL
  missing.push_back("openssl: libssl-dev 3 was not there to build with");
#endif
#if !SMIME_PEER_GCRYPT
  missing.push_back("libgcrypt: libgcrypt20-dev was not there to build with");
#endif
#if !SMIME_PEER_NETTLE
  missing.push_back("nettle: nettle-dev was not there to build with");
#endif
#if !SMIME_PEER_BOTAN
  missing.push_back("botan: libbotan-2-dev was not there to build with");
#endif
#if !SMIME_PEER_GNUTLS
  missing.push_back("gnutls: libgnutls28-dev was not there to build with");
#endif
  return missing;
}

void fail(const std::string& peer, const std::string& what) {
  throw std::runtime_error(peer + " failed: " + what);
}

}  // namespace smime::bench
