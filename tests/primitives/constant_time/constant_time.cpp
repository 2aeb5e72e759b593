// Runs functions that must not show their secrets by time, the secrets being undefined to valgrind.
//
//     constant_time --list           the names, one a line
//     valgrind constant_time NAME    reports a branch or an address that depends on a secret
//
// Ends with 77 where nobody watches. The names that begin with "leak-" are a test of the test.
#include <cstring>
#include <iostream>
#include <string_view>

#include "primitives/cbc.hpp"
#include "primitives/constant_time.hpp"
#include "primitives/dsa_signing.hpp"
#include "primitives/hmac.hpp"
#include "primitives/implementation.hpp"
#include "primitives/limbs.hpp"
#include "primitives/modexp.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/primitives/constant_time/secrecy.hpp"
#include "tests/support/random.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/montgomery_adx.hpp"
#endif

using namespace smime;
using namespace smime::primitives;
using tests::make_public, tests::make_secret, tests::make_secret_between_ends;

namespace {

tests::TestRandom g_random(7);

Secret secret_octets(std::size_t size) {
  Secret octets = g_random.secret(size);
  make_secret(octets.view());
  return octets;
}

void masks() {
  Secret octets = secret_octets(2);
  const std::uint32_t a = octets.view()[0], b = octets.view()[1];
  octets.writable()[0] = static_cast<std::uint8_t>(select(is_zero_mask(a), b, a));
  octets.writable()[1] = static_cast<std::uint8_t>(is_equal_mask(a, b) ^ less_mask(a, b));
}

void compare() {
  volatile bool same = equal_ct(secret_octets(40).view(), secret_octets(40).view());
  same = secret_octets(16) == secret_octets(16);
  make_public(const_cast<bool*>(&same), sizeof same);
}

void compare_mac() {
  const Bytes text(100, 1), mac(20, 2);
  for (DigestAlgorithm hash : {DigestAlgorithm::md5, DigestAlgorithm::sha1, DigestAlgorithm::sha256,
                               DigestAlgorithm::sha512}) {
    volatile bool same = hmac_verify_ct(hash, secret_octets(32).view(), text, Bytes(16));
    make_public(const_cast<bool*>(&same), sizeof same);
  }
}

void unpad_cbc() {
  for (std::size_t block_size : {8U, 16U})
    unpad_ct(secret_octets(4 * block_size).view(), block_size);
}

void unpad_pkcs1() {
  const Secret em = secret_octets(128);
  eme_pkcs1_v1_5_decode_ct(em.view());
  message_or_fallback_ct(em.view(), secret_octets(24));
}

void unpad_oaep() {
  for (DigestAlgorithm hash :
       {DigestAlgorithm::sha1, DigestAlgorithm::sha224, DigestAlgorithm::sha256,
        DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    eme_oaep_decode_ct({hash, hash, {}}, secret_octets(256).view());
  }
}

SecretInteger odd_number(std::size_t octets) {
  Bytes number = g_random.bytes(octets);
  number.front() |= 0x80;
  number.back() |= 1;
  return SecretInteger(os2ip(number));
}

void arithmetic() {
  const SecretInteger a = odd_number(128), b = odd_number(64), m = odd_number(64);
  make_secret(a);
  make_secret(b);
  make_secret_between_ends(m);
  const Limbs modulus(m.value());
  const Limbs left = remainder_ct(Limbs(a.value()), modulus);
  const Limbs right = remainder_ct(Limbs(b.value()), modulus);
  const Limbs product = multiply_ct(subtract_mod_ct(left, right, modulus), right);
  i2osp_ct(add_ct(product, left), 100);
}

const RsaPrivateKey& rsa_key() {
  static const RsaPrivateKey key = generate_rsa_key(1024, 65537, g_random);
  return key;
}

void rsa_by_primes() {
  const RsaPrivateKey key = rsa_key();
  for (const SecretInteger* part : {&key.p, &key.q, &key.dP, &key.dQ}) {
    make_secret_between_ends(*part);
  }
  make_secret(key.qInv);
  private_power(key, odd_number(120).value());
}

#if SMIME_FAST && defined(__x86_64__)
// By name: valgrind runs these instructions, but does not tell programs that it has them.
void rsa_by_carry_chains() {
  const RsaPrivateKey key = rsa_key();
  const SecretInteger base = odd_number(60);
  for (const SecretInteger* part : {&key.p, &key.q, &key.dP, &key.dQ}) {
    make_secret_between_ends(*part);
  }
  make_secret(base);
  Integer half_1, half_2;
  fast::mod_exp_secret_pair_adx({base.value(), key.dP.value(), key.p.value()},
                                {base.value(), key.dQ.value(), key.q.value()}, half_1, half_2);
}
#endif

void rsa_by_exponent() {
  RsaPrivateKey key = rsa_key();
  key.p = SecretInteger();
  make_secret_between_ends(key.d);
  private_power(key, odd_number(120).value());
}

void rsa_unblind() {
  const RsaPublicKey key = rsa_key().public_key();
  const Blinding blinding = draw_blinding(key, g_random);
  const SecretInteger power(odd_number(120));
  make_secret(blinding.inverse);
  make_secret(power);
  unblind_ct(key, blinding, power.value());
}

// Numbers of DSA's form; neither has to be prime for the arithmetic.
void dsa_signature() {
  const DsaPrivateKey key{{odd_number(128).value(), odd_number(32).value(), 2}, odd_number(31), 2};
  const SecretInteger k = odd_number(31);
  make_secret(key.x);
  make_secret(k);
  dsa_s(key, k, odd_number(32).value(), odd_number(31).value());
}

void leak_branch() {
  const Secret octets = secret_octets(1);
  volatile int seen = 0;
  if (octets.view()[0] == 42) seen = seen + 1;
}

void leak_index() {
  static const Bytes table(256, 3);
  volatile std::uint8_t seen = table[secret_octets(1).view()[0]];
  make_public(const_cast<std::uint8_t*>(&seen), 1);
}

void leak_early_exit() {
  volatile bool same = equal(secret_octets(16).view(), secret_octets(16).view());
  make_public(const_cast<bool*>(&same), sizeof same);
}

// A padding check as one would first write it: it looks for the zero octet and stops there.
void leak_padding_search() {
  const Secret em = secret_octets(128);
  volatile std::size_t at = 2;
  while (at < em.size() && em.view()[at] != 0) at = at + 1;
}

constexpr struct Probe {
  std::string_view name;
  void (*run)();
  unsigned needs = kNone;  // of the processor
} kProbes[] = {{"masks", masks},
               {"compare", compare},
               {"compare-mac", compare_mac},
               {"unpad-cbc", unpad_cbc},
               {"unpad-pkcs1", unpad_pkcs1},
               {"unpad-oaep", unpad_oaep},
               {"arithmetic", arithmetic},
               {"rsa-by-primes", rsa_by_primes},
#if SMIME_FAST && defined(__x86_64__)
               {"rsa-by-carry-chains", rsa_by_carry_chains, kBmi2 | kAdx | kAvx2},
#endif
               {"rsa-by-exponent", rsa_by_exponent},
               {"rsa-unblind", rsa_unblind},
               {"dsa-signature", dsa_signature},
               {"leak-branch", leak_branch},
               {"leak-index", leak_index},
               {"leak-early-exit", leak_early_exit},
               {"leak-padding-search", leak_padding_search}};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc == 2 ? argv[1] : "";
  for (const Probe& probe : kProbes) {
    if (wanted == "--list" && (cpu_features() & probe.needs) == probe.needs) std::cout << probe.name << "\n";
    if (wanted != probe.name) continue;
    if (!tests::is_watched()) return 77;
    probe.run();
    return 0;
  }
  return wanted == "--list" ? 0 : 3;
}
