// Rows of the benchmark's table: an operation, at a size, as we do it and as the peers do.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/bench/peer.hpp"

namespace smime::bench {

inline constexpr auto kFastest = "fastest";

/// One operation. Bodies are made anew for each measurement, with the implementation forced.
struct Operation {
  std::string name;  ///< "aes-128-cbc decrypt"
  std::size_t size;  ///< octets of the message, or bits of the key
  std::string unit;  ///< "MiB/s" or "1/s"
  double amount;     ///< how much of the unit one call does
  /// Whose implementations are measured: "aes"; "" where there is only one; `kFastest` for a whole
  /// that is made of several, each as it is chosen when a program runs.
  std::string chooser;
  /// 0 where the best of several measurements counts; where every call takes another time, how many
  /// calls the mean is taken over.
  unsigned calls_for_mean = 0;
  std::function<Body()> ours = {};
  std::function<Body(Peer&)> theirs = {};
};

std::vector<Operation> digest_operations();
std::vector<Operation> cipher_operations();
std::vector<Operation> rsa_operations();
std::vector<Operation> keygen_operations();
std::vector<Operation> x509_operations();

/// How much of a MiB one call over `octets` does.
inline double mebibytes(std::size_t octets) {
  return static_cast<double>(octets) / (1 << 20);
}

/// Octets that look random and are the same in every run.
Bytes sample(std::size_t size, unsigned seed);

}  // namespace smime::bench
