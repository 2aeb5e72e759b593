// Issuing to many people at once: one authority, all cores, the same result in the same order.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "x509/authority.hpp"

namespace smime::x509 {

/// One certificate that is wanted.
struct Order {
  PublicKey subject_key;
  Name subject;
  Profile profile;
  Bytes serial_number;
  Validity validity;
};

/// Makes the order with this index; called from several threads at once.
using OrderSource = std::function<Order(std::size_t index)>;
/// Takes the certificates in the order of their indices, one call at a time.
using CertificateSink = std::function<void(std::size_t index, const Certificate& certificate)>;
/// A random source for one thread; called once for each.
using RandomFactory = std::function<std::unique_ptr<RandomSource>()>;

/// Issues `count` certificates over `threads` threads. Memory does not grow with the count: at most
/// 64 certificates a thread wait for their turn.
/// @param threads  0: as many as the machine has cores
/// @throws Error   the first that a source, an issue or a sink throws; what stands before it was
/// given
void issue_all(const Authority& issuer, std::size_t count, const OrderSource& orders,
               const CertificateSink& sink, const RandomFactory& random, unsigned threads = 0);

}  // namespace smime::x509
