// Digests and HMAC.
#include "primitives/hmac.hpp"
#include "tests/bench/operation.hpp"

namespace smime::bench {
namespace {

constexpr DigestAlgorithm kDigests[] = {DigestAlgorithm::md5, DigestAlgorithm::sha1,
                                        DigestAlgorithm::sha256, DigestAlgorithm::sha512};

Operation digest_operation(DigestAlgorithm algorithm, std::size_t size) {
  Operation operation{std::string(to_string(algorithm)), size, "MiB/s", mebibytes(size),
                      std::string(to_string(algorithm))};
  const Bytes message = sample(size, 1);
  operation.ours = [=]() -> Body {
    auto whole = std::make_shared<primitives::Digest>(algorithm);  // used again, as by the peers
    auto result = std::make_shared<Bytes>(primitives::digest_size(algorithm));
    return [=] {
      whole->update(message);
      whole->finish_into(*result);
    };
  };
  operation.theirs = [=](Peer& peer) { return peer.digest(algorithm, message); };
  return operation;
}

Operation hmac_operation(DigestAlgorithm algorithm, std::size_t size) {
  Operation operation{"hmac-" + std::string(to_string(algorithm)), size, "MiB/s", mebibytes(size),
                      std::string(to_string(algorithm))};
  const Bytes message = sample(size, 2), key = sample(32, 3);
  operation.ours = [=]() -> Body {
    auto keyed = std::make_shared<primitives::Hmac>(algorithm, key);
    return [=] {
      keyed->update(message);
      keyed->finish();
    };
  };
  operation.theirs = [=](Peer& peer) { return peer.hmac(algorithm, key, message); };
  return operation;
}

}  // namespace

std::vector<Operation> digest_operations() {
  std::vector<Operation> operations;
  for (const DigestAlgorithm algorithm : kDigests) {
    for (const std::size_t size : {std::size_t{64}, std::size_t{16384}}) {
      operations.push_back(digest_operation(algorithm, size));
    }
  }
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::sha1, DigestAlgorithm::sha256}) {
    operations.push_back(hmac_operation(algorithm, 16384));
  }
  return operations;
}

}  // namespace smime::bench
