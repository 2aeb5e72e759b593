// The ciphers that decrypt many blocks at once: every length, in place and not, with every form of
// key, against the reference.
#include <string>
#include <vector>

#include "primitives/cipher.hpp"
#include "primitives/implementation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

struct KeyForm {
  BlockCipher cipher;
  std::size_t octets;
  unsigned effective_bits;
};

const std::vector<KeyForm> kRc2Forms = {{BlockCipher::rc2, 5, 40},    {BlockCipher::rc2, 8, 64},
                                        {BlockCipher::rc2, 16, 128},  {BlockCipher::rc2, 16, 40},
                                        {BlockCipher::rc2, 33, 129},  {BlockCipher::rc2, 1, 1},
                                        {BlockCipher::rc2, 128, 1024}};
const std::vector<KeyForm> kDesForms = {{BlockCipher::des, 8, 0}};
const std::vector<KeyForm> kTdesForms = {{BlockCipher::tdes, 16, 0}, {BlockCipher::tdes, 24, 0}};

constexpr std::size_t kBlocks = 2000;

// A prefix of the ciphertext decrypts to the same prefix of the plaintext, so that one run of the
// reference serves all lengths.
struct Expected {
  Bytes key, iv, ciphertext, by_themselves, in_cbc;
};

Expected reference(const KeyForm& form, tests::TestRandom& random) {
  Expected e{random.bytes(form.octets), random.bytes(8), random.bytes(8 * kBlocks), {}, {}};
  e.by_themselves = e.in_cbc = e.ciphertext;
  const std::string forced = forced_implementation();
  force_implementation("reference");
  const auto cipher = make_cipher(form.cipher, e.key, form.effective_bits);
  force_implementation(forced);
  Bytes iv = e.iv;
  cipher->decrypt_blocks(e.ciphertext, e.by_themselves);
  cipher->cbc_decrypt(iv, e.ciphertext, e.in_cbc);
  return e;
}

void check_length(const KeyedCipher& cipher, const Expected& e, std::size_t blocks) {
  const ByteView in = ByteView(e.ciphertext).first(8 * blocks);
  const auto equals_prefix_of = [&](const Bytes& whole, const Bytes& out) {
    return std::equal(out.begin(), out.end(), whole.begin());
  };
  Bytes out(in.size()), same(in.begin(), in.end()), iv = e.iv, iv_same = e.iv;
  cipher.decrypt_blocks(in, out);
  CHECK(equals_prefix_of(e.by_themselves, out));
  cipher.decrypt_blocks(same, same);
  CHECK(equals_prefix_of(e.by_themselves, same));
  same.assign(in.begin(), in.end());
  cipher.cbc_decrypt(iv, in, out);
  CHECK(equals_prefix_of(e.in_cbc, out));
  cipher.cbc_decrypt(iv_same, same, same);
  CHECK(equals_prefix_of(e.in_cbc, same));
  const Bytes last = blocks == 0 ? e.iv : Bytes(in.end() - 8, in.end());
  CHECK(iv == last);
  CHECK(iv_same == last);
}

// Two calls in CBC, the second from where the first stopped.
void check_two_parts(const KeyedCipher& cipher, const Expected& e, std::size_t blocks) {
  Bytes out = e.ciphertext, iv = e.iv;
  const MutableByteView all(out), first = all.first(8 * blocks), second = all.subspan(8 * blocks);
  cipher.cbc_decrypt(iv, first, first);
  cipher.cbc_decrypt(iv, second, second);
  CHECK(out == e.in_cbc);
}

void check_form(const KeyForm& form, tests::TestRandom& random) {
  const Expected e = reference(form, random);
  const auto cipher = make_cipher(form.cipher, e.key, form.effective_bits);
  for (std::size_t blocks = 0; blocks <= kBlocks; blocks += blocks < 70 ? 1 : 37) {
    INFO(form.octets << " octets of key, " << blocks << " blocks");
    check_length(*cipher, e, blocks);
  }
  for (const std::size_t boundary : {32U, 128U, 256U, 512U, 1024U}) {
    for (const std::size_t blocks : {boundary - 1, boundary, boundary + 1}) {
      check_length(*cipher, e, blocks);
      check_two_parts(*cipher, e, blocks);
    }
  }
}

void check_forms(const std::string& name, const std::vector<KeyForm>& forms) {
  tests::on_every_implementation(name, [&] {
    tests::TestRandom random(2268);
    for (const KeyForm& form : forms) check_form(form, random);
  });
}

}  // namespace

TEST_CASE("RC2 decrypts any number of blocks as the reference does") {
  check_forms("rc2", kRc2Forms);
}

TEST_CASE("DES decrypts any number of blocks as the reference does") {
  check_forms("des", kDesForms);
}

TEST_CASE("Triple DES decrypts any number of blocks as the reference does") {
  check_forms("tdes", kTdesForms);
}
