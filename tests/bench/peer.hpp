// What another cryptographic library can be asked to do, in the one shape that all of them share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/digest.hpp"

namespace smime::bench {

/// One call of the operation that is measured, everything prepared; empty where there is none.
using Body = std::function<void()>;

enum class Direction { encrypt, decrypt };

/// An RSA private key as octets, most significant first.
struct RsaNumbers {
  Bytes n, e, d, p, q, dP, dQ, qInv;
};

/// A library beside ours. What it does not have answers with an empty body.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  virtual std::string name() const = 0;
  virtual std::string version() const = 0;

  virtual Body digest(DigestAlgorithm, ByteView /*message*/) { return {}; }
  virtual Body hmac(DigestAlgorithm, ByteView /*key*/, ByteView /*message*/) { return {}; }
  /// CBC over whole blocks with the key schedule made before; RC2 with all of its key's bits.
  virtual Body cbc(primitives::BlockCipher, Direction, ByteView /*key*/, ByteView /*in*/) {
    return {};
  }
  /// AES-GCM of a whole message with its key schedule; decryption without looking at the tag.
  virtual Body gcm(Direction, ByteView /*key*/, ByteView /*in*/) { return {}; }
  /// RSASSA-PKCS1-v1_5 with SHA-256 over a digest that is given, blinded.
  virtual Body rsa_sign(const RsaNumbers&, ByteView /*digest*/) { return {}; }
  virtual Body rsa_verify(const RsaNumbers&, ByteView /*digest*/, ByteView /*signature*/) {
    return {};
  }
  /// A new RSA key with exponent 65537.
  virtual Body rsa_generate(unsigned /*bits*/) { return {}; }
  /// Every certificate of a PEM bundle, decoded.
  virtual Body read_certificates(const std::string& /*pem*/) { return {}; }
  /// The verdict on a chain now, from the encodings of certificate, authority and root on.
  virtual Body verify_chain(const std::vector<Bytes>& /*chain*/) { return {}; }
  /// The same from decoded certificates and a trusted root on.
  virtual Body verify_decoded_chain(const std::vector<Bytes>& /*chain*/) { return {}; }
};

std::unique_ptr<Peer> openssl();
std::unique_ptr<Peer> libgcrypt();
std::unique_ptr<Peer> nettle();
std::unique_ptr<Peer> botan();
std::unique_ptr<Peer> gnutls();

/// The libraries that this program was built with; of the others, a line each on what is missing.
std::vector<std::unique_ptr<Peer>> installed_peers();
std::vector<std::string> missing_peers();

/// Names of the five, in the table's order.
inline constexpr const char* kPeerNames[] = {"openssl", "libgcrypt", "nettle", "botan", "gnutls"};

/// Stops the run: a peer that fails must not be measured.
[[noreturn]] void fail(const std::string& peer, const std::string& what);

}  // namespace smime::bench
