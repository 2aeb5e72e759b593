// The people and authorities of the tests: a root, an intermediate, Katie and Bob, made once per
// run.
#pragma once

#include "x509/authority.hpp"

namespace smime::tests {

/// Keys of 2048 bits drawn from a fixed sequence, so that every run has the same.
struct Cast {
  x509::Validity validity;  ///< 2020 to 2046: programs that have no option for the time take part
  Time now;                 ///< 2026-11-23T12:00:00Z
  x509::Authority root;     ///< CN=Test Root
  x509::Authority intermediate;  ///< CN=Test Intermediate, below the root
  x509::PrivateKey katie_key, bob_key;
  x509::Certificate katie;  ///< katie@example.com, below the intermediate

  static const Cast& get();
};

}  // namespace smime::tests
