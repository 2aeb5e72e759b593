// RSA: the public and the private operation, as PKCS #1 signatures, and the making of keys.
#include "primitives/pkcs1_signature.hpp"
#include "primitives/random.hpp"
#include "primitives/rsa_keygen.hpp"
#include "primitives/rsa_private.hpp"
#include "tests/bench/operation.hpp"
#include "tests/support/random.hpp"

namespace smime::bench {
namespace {

using primitives::RsaPrivateKey;

Bytes octets(const primitives::Integer& number) {
  return primitives::i2osp(number, primitives::octet_length(number));
}

RsaNumbers numbers_of(const RsaPrivateKey& key) {
  return {octets(key.n),          octets(key.e),           octets(key.d.value()),
          octets(key.p.value()),  octets(key.q.value()),   octets(key.dP.value()),
          octets(key.dQ.value()), octets(key.qInv.value())};
}

void add_operations(std::size_t bits, std::vector<Operation>& operations) {
  tests::TestRandom random(static_cast<unsigned>(bits));
  const RsaPrivateKey key = primitives::generate_rsa_key(bits, 65537, random);
  const RsaNumbers numbers = numbers_of(key);
  const Bytes digest = sample(32, 7);
  const Bytes signature =
      primitives::rsassa_pkcs1_v1_5_sign(key, DigestAlgorithm::sha256, digest, random);

  Operation verify{"rsa public", bits, "1/s", 1, "modexp"};
  verify.ours = [=]() -> Body {
    return [=] {
      const auto valid = primitives::rsassa_pkcs1_v1_5_verify(
          key.public_key(), DigestAlgorithm::sha256, digest, signature);
      if (!valid) fail("ours", "verify");
    };
  };
  verify.theirs = [=](Peer& peer) { return peer.rsa_verify(numbers, digest, signature); };
  operations.push_back(verify);

  Operation sign{"rsa private", bits, "1/s", 1, "modexp"};
  sign.ours = [=]() -> Body {
    auto system = std::make_shared<primitives::SystemRandom>();
    return
        [=] { primitives::rsassa_pkcs1_v1_5_sign(key, DigestAlgorithm::sha256, digest, *system); };
  };
  sign.theirs = [=](Peer& peer) { return peer.rsa_sign(numbers, digest); };
  operations.push_back(sign);
}

}  // namespace

std::vector<Operation> rsa_operations() {
  std::vector<Operation> operations;
  for (const std::size_t bits : {2048U, 3072U, 4096U}) add_operations(bits, operations);
  return operations;
}

std::vector<Operation> keygen_operations() {
  std::vector<Operation> operations;
  for (const unsigned bits : {2048U, 3072U}) {
    Operation operation{"rsa key generation", bits, "1/s", 1, "modexp", 100};
    operation.ours = [=]() -> Body {
      auto system = std::make_shared<primitives::SystemRandom>();
      return [=] { primitives::generate_rsa_key(bits, 65537, *system); };
    };
    operation.theirs = [=](Peer& peer) { return peer.rsa_generate(bits); };
    operations.push_back(operation);
  }
  return operations;
}

}  // namespace smime::bench
