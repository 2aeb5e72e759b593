// DES, Triple DES and AES against NIST's CAVP files: known answers and multi-block messages.
#include "primitives/cipher.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cavp.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

Bytes key_of(const tests::CavpRecord& record) {
  if (record.has("KEY")) return record.hex("KEY");
  if (record.has("KEY1")) {
    return concatenate({record.hex("KEY1"), record.hex("KEY2"), record.hex("KEY3")});
  }
  const Bytes key = record.hex("KEYs");
  return concatenate({key, key, key});
}

void check_record(const KeyedCipher& cipher, const tests::CavpRecord& record) {
  const Bytes plaintext = record.hex("PLAINTEXT"), ciphertext = record.hex("CIPHERTEXT");
  Bytes out(plaintext.size()), back(plaintext.size());
  if (record.has("IV")) {
    Bytes iv = record.hex("IV");
    cipher.cbc_encrypt(iv, plaintext, out);
    CHECK(equal(iv, ByteView(ciphertext).last(iv.size())));
    iv = record.hex("IV");
    cipher.cbc_decrypt(iv, ciphertext, back);
    CHECK(equal(iv, ByteView(ciphertext).last(iv.size())));
  } else {
    cipher.encrypt_blocks(plaintext, out);
    cipher.decrypt_blocks(ciphertext, back);
  }
  CHECK(out == ciphertext);
  CHECK(back == plaintext);
}

// Every record of every file that fits the algorithm; returns how many there were.
std::size_t check_folder(const std::string& folder, BlockCipher algorithm) {
  std::size_t count = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(*tests::cryptography_vectors(folder))) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("TCBCI")) continue;  // the interleaved mode, which S/MIME does not have
    for (const auto& record : tests::read_cavp(file.path())) {
      if (algorithm == BlockCipher::des && !record.has("KEYs")) continue;
      INFO(name << " COUNT " << record.values.at("COUNT"));
      tests::count_vector();
      const Bytes key = algorithm == BlockCipher::des ? record.hex("KEYs") : key_of(record);
      check_record(*make_cipher(algorithm, key), record);
      ++count;
    }
  }
  return count;
}

void check_algorithm(const std::string& name, const std::string& folder, BlockCipher algorithm) {
  if (!tests::cryptography_vectors(folder)) return tests::skip("no python3-cryptography-vectors");
  tests::on_every_implementation(name, [&] {
    CHECK(check_folder(folder + "/ECB", algorithm) > 200);
    CHECK(check_folder(folder + "/CBC", algorithm) > 200);
  });
}

}  // namespace

TEST_CASE("Triple DES gives the answers of CAVP") {
  check_algorithm("tdes", "ciphers/3DES", BlockCipher::tdes);
}

TEST_CASE("DES gives the known answers of CAVP, whose three keys are equal") {
  check_algorithm("des", "ciphers/3DES", BlockCipher::des);
}

TEST_CASE("AES gives the answers of CAVP") {
  check_algorithm("aes", "ciphers/AES", BlockCipher::aes);
}
