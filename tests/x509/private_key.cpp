// Private keys: those of RFC 4134, RFC 9216 and python3-cryptography-vectors, read, written and
// read again; wrong ones refused.
#include "x509/private_key.hpp"

#include "asn1/writer.hpp"
#include "primitives/dsa.hpp"
#include "primitives/rsa.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/certificate.hpp"

using namespace smime;
using namespace smime::x509;
using tests::kind_of;

namespace {

const auto kKeyFolder = [] { return tests::cryptography_vectors("asymmetric"); };

Bytes object(const std::filesystem::path& path, const std::string& label) {
  return tests::read_objects(path, label).at(0);
}

Secret password(std::string_view text) {
  return Secret(primitives::bytes_of(text));
}

}  // namespace

TEST_CASE("private keys of RFC 4134 belong to their certificates", "[x509][private_key]") {
  const auto folder = tests::shared_data("rfc4134/files");
  if (!folder) return tests::skip("the samples of RFC 4134 are not there");
  for (const auto& [key_file, certificate_file] :
       {std::pair("AlicePrivRSASign.pri", "AliceRSASignByCarl.cer"),
        {"BobPrivRSAEncrypt.pri", "BobRSASignByCarl.cer"},
        {"CarlPrivRSASign.pri", "CarlRSASelf.cer"},
        {"AlicePrivDSSSign.pri", "AliceDSSSignByCarlNoInherit.cer"},
        {"CarlPrivDSSSign.pri", "CarlDSSSelf.cer"}}) {
    INFO(key_file);
    const PrivateKey key = PrivateKey::from_pkcs8(tests::read_file(*folder / key_file));
    const auto certificate = Certificate::decode(tests::read_file(*folder / certificate_file));
    CHECK(key.public_key() == certificate.public_key());
    CHECK(PrivateKey::from_pkcs8(key.to_pkcs8().view()).public_key() == key.public_key());
  }
}

TEST_CASE("PKCS #8 and PKCS #1 are written as OpenSSL writes them", "[x509][private_key]") {
  const auto folder = kKeyFolder();
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const Bytes rsa = tests::read_file(*folder / "DER_Serialization/unenc-rsa-pkcs8.der");
  CHECK(primitives::equal(PrivateKey::from_pkcs8(rsa).to_pkcs8().view(), rsa));
  const Bytes dsa = tests::read_file(*folder / "DER_Serialization/unenc-dsa-pkcs8.der");
  CHECK(primitives::equal(PrivateKey::from_pkcs8(dsa).to_pkcs8().view(), dsa));
  const Bytes traditional =
      object(*folder / "Traditional_OpenSSL_Serialization/testrsa.pem", "RSA PRIVATE KEY");
  CHECK(primitives::equal(PrivateKey::from_pkcs1(traditional).to_pkcs1().view(), traditional));
  const Bytes dsa_sequence =
      object(*folder / "Traditional_OpenSSL_Serialization/dsa.1024.pem", "DSA PRIVATE KEY");
  CHECK(PrivateKey::from_dsa_sequence(dsa_sequence).public_key().bits() == 1024);
}

TEST_CASE("keys for RSASSA-PSS carry their parameters", "[x509][private_key]") {
  const auto folder = kKeyFolder();
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const auto read = [&](const std::string& name) {
    return PrivateKey::from_pkcs8(object(*folder / "PKCS8" / name, "PRIVATE KEY"));
  };
  const PrivateKey free = read("rsa_pss_2048.pem");
  CHECK(free.type() == KeyType::rsassa_pss);
  CHECK_FALSE(free.pss_parameters());
  const PrivateKey bound = read("rsa_pss_2048_hash_mask_salt.pem");
  REQUIRE(bound.pss_parameters());
  CHECK(bound.pss_parameters()->hash_algorithm == DigestAlgorithm::sha256);
  CHECK(bound.pss_parameters()->mask_hash_algorithm == DigestAlgorithm::sha256);
  CHECK(bound.pss_parameters()->salt_length == 32);
  CHECK(bound.public_key().pss_parameters() == bound.pss_parameters());
  CHECK(PrivateKey::from_pkcs8(bound.to_pkcs8().view()).pss_parameters() == bound.pss_parameters());
}

TEST_CASE("encrypted PKCS #8 files of OpenSSL are opened", "[x509][private_key]") {
  const auto folder = kKeyFolder();
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  for (const auto& [name, secret] : {std::pair("enc-rsa-pkcs8.pem", "foobar"),
                                     {"enc2-rsa-pkcs8.pem", "baz"},
                                     {"pkcs12_s2k_pem-X_9607.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9671.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9925.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9926.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9927.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9928.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9929.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9930.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9931.pem", "123456"},
                                     {"pkcs12_s2k_pem-X_9932.pem", "123456"}}) {
    INFO(name);
    const Bytes der = object(*folder / "PKCS8" / name, "ENCRYPTED PRIVATE KEY");
    const PrivateKey key = PrivateKey::from_encrypted_pkcs8(der, password(secret));
    CHECK(key.public_key().bits() >= 512);
    CHECK(kind_of([&] { PrivateKey::from_encrypted_pkcs8(der, password("wrong")); }) ==
          ErrorKind::wrong_password);
  }
}

// Another password's plaintext is padded by chance once in 256 times, and may begin with anything.
TEST_CASE("a plaintext that is no private key is a wrong password", "[x509][private_key]") {
  SystemRandom random;
  const auto kind_with = [&](const std::string& plaintext) {
    const PasswordEncrypted made =
        password_encrypt({PasswordScheme::pbes2_aes_256_cbc, 1, DigestAlgorithm::sha256},
                         password("pass"), primitives::from_hex(plaintext), random);
    const Bytes der = asn1::encode([&](asn1::Writer& writer) {
      writer.sequence([&](asn1::Writer& fields) {
        made.algorithm.write(fields);
        fields.octet_string(made.encrypted_data);
      });
    });
    return kind_of([&] { PrivateKey::from_encrypted_pkcs8(der, password("pass")); });
  };
  CHECK(kind_with("") == ErrorKind::wrong_password);
  CHECK(kind_with("30") == ErrorKind::wrong_password);
  CHECK(kind_with("3000") == ErrorKind::wrong_password);
  CHECK(kind_with("308901020304050607080900") ==
        ErrorKind::wrong_password);                                     // a length of 9 octets
  CHECK(kind_with("1fffffffffff7f0100") == ErrorKind::wrong_password);  // a long tag number
  CHECK(kind_with("30808080808080808080808080") == ErrorKind::wrong_password);
  CHECK(kind_with("0401ff") == ErrorKind::wrong_password);
  // What reads as a PrivateKeyInfo was decrypted well.
  CHECK(kind_with("3016020100300d06092a864886f70d010101050004020500") == ErrorKind::malformed);
  CHECK(kind_with("300e020100300506032b657004020500") == ErrorKind::unsupported_algorithm);
  CHECK(kind_with("3003020102") == ErrorKind::unsupported_version);
}

TEST_CASE("every password scheme opens what it closed", "[x509][private_key]") {
  const auto folder = kKeyFolder();
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const Bytes plain = tests::read_file(*folder / "DER_Serialization/unenc-rsa-pkcs8.der");
  const PrivateKey key = PrivateKey::from_pkcs8(plain);
  SystemRandom random;
  for (int scheme = 0; scheme <= static_cast<int>(PasswordScheme::pbes1_sha1_rc2); ++scheme) {
    const PasswordEncryption how{static_cast<PasswordScheme>(scheme), 10, DigestAlgorithm::sha256};
    const Bytes encrypted = key.to_encrypted_pkcs8(password("geheim"), how, random);
    const auto opened = PrivateKey::from_encrypted_pkcs8(encrypted, password("geheim"));
    CHECK(primitives::equal(opened.to_pkcs8().view(), plain));
  }
}

TEST_CASE("malformed private keys say why", "[x509][private_key]") {
  const auto folder = kKeyFolder();
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const Bytes rsa = tests::read_file(*folder / "DER_Serialization/unenc-rsa-pkcs8.der");
  const auto refusal_with = [&](std::size_t offset, std::uint8_t octet) {
    Bytes der = rsa;
    der.at(offset) = octet;
    return kind_of([&] { PrivateKey::from_pkcs8(der); });
  };
  CHECK(refusal_with(6, 2) == ErrorKind::unsupported_version);
  CHECK(refusal_with(rsa.size() - 1, static_cast<std::uint8_t>(rsa.back() ^ 1)) ==
        ErrorKind::invalid_key);  // the coefficient
  CHECK(kind_of([&] { PrivateKey::from_pkcs8(ByteView(rsa).first(100)); }) == ErrorKind::malformed);
  CHECK(kind_of([&] {
          PrivateKey::from_pkcs8(object(*folder / "PKCS8/ec_private_key.pem", "PRIVATE KEY"));
        }) == ErrorKind::unsupported_algorithm);
}

TEST_CASE("an iteration count beyond the limit is refused before any work", "[x509][private_key]") {
  const auto algorithm = [](std::string_view count) {
    // pbeWithMD5AndDES-CBC { salt, iterations }
    return AlgorithmIdentifier{
        ObjectIdentifier("1.2.840.113549.1.5.3"),
        primitives::from_hex("300f04080102030405060708" + std::string(count))};
  };
  const auto refusal = [&](std::string_view count) {
    return kind_of([&] { password_decrypt(algorithm(count), password("x"), Bytes(8)); });
  };
  CHECK(refusal("0203989681") == ErrorKind::malformed);  // negative
  CHECK(refusal("02037fffff") == ErrorKind::decryption_failed);
  const AlgorithmIdentifier over{ObjectIdentifier("1.2.840.113549.1.5.3"),
                                 primitives::from_hex("301004080102030405060708020400989681")};
  CHECK(kind_of([&] { password_decrypt(over, password("x"), Bytes(8)); }) ==
        ErrorKind::limit_exceeded);
}
