// The kinds of CMS objects, each with the commands by which we make and open it.
#include "asn1/pem.hpp"
#include "tests/cms/support.hpp"
#include "tests/interop/cms_matrix.hpp"
#include "tests/support/mail_people.hpp"
#include "x509/revocation_list.hpp"

namespace smime::tests {
namespace {

const std::string kVerify = " verify -q --policy any --trust ca.pem -o out FILE && cmp out content";
const std::string kDecrypt = " decrypt -q -o out FILE ";

std::string smime() {
  return smime_program() + " cms";
}

CmsKind signed_kind(const std::string& name, const std::string& title, const std::string& options) {
  const std::string id = name == "dsa" ? "diane" : "katie";
  return {"signed-" + name, title,
          smime() + " sign --policy any --id " + id + ".pem " + options + " -o FILE content",
          smime() + kVerify};
}

CmsKind enveloped_kind(const std::string& name, const std::string& title,
                       const std::string& options, const std::string& with = "--id bob.pem") {
  return {"enveloped-" + name, title,
          smime() + " encrypt --policy any " + options + " -o FILE content",
          smime() + kDecrypt + with + " && cmp out content"};
}

std::vector<CmsKind> signed_kinds() {
  std::vector<CmsKind> kinds = {
      signed_kind("opaque", "signed, content inside", ""),
      signed_kind("detached", "signed, detached", "--detached"),
      signed_kind("no-attributes", "without signed attributes", "--no-attributes"),
      signed_kind("two", "two signers", "--id bob.pem"),
      signed_kind("key-identifier", "signer by subjectKeyIdentifier", "--key-identifier"),
      signed_kind("indefinite", "BER with indefinite lengths", "--indefinite"),
      {"signed-certs-only", "certificates and CRLs alone",
       smime() + " sign --certs-only --certs katie.crt --certs bob.crt --crl crl.pem -o FILE",
       smime() + " verify FILE"}};
  for (const std::string digest : {"md5", "sha1", "sha224", "sha384", "sha512"}) {
    kinds.push_back(signed_kind(digest, "RSA with " + digest, "--digest " + digest));
  }
  kinds.push_back(signed_kind("pss", "RSASSA-PSS", "--pss"));
  kinds.push_back(signed_kind("dsa", "DSA", ""));
  kinds.push_back(signed_kind("signing-certificate", "signing certificate, version 2",
                              "--signing-certificate sha256"));
  CmsKind countersigned = signed_kind("countersigned", "countersigned", "");
  countersigned.make = smime() + " sign --id katie.pem content | " + smime() +
                       " sign --countersign --id bob.pem -o FILE";
  kinds.push_back(countersigned);
  kinds.push_back({"receipt", "receipt, asked for and signed",
                   smime() + " sign --id katie.pem --request-receipt katie@example.com " +
                       "-o FILE.asked content && " + smime() + " receipt --id bob.pem -o FILE " +
                       "FILE.asked",
                   smime() + " verify-receipt --trust ca.pem --of FILE.asked FILE"});
  return kinds;
}

std::vector<CmsKind> enveloped_kinds() {
  const std::string bob = "--to bob.crt ";
  std::vector<CmsKind> kinds = {
      enveloped_kind("v1_5", "RSAES-PKCS1-v1_5, aes-256-cbc", bob),
      enveloped_kind("oaep-sha1", "RSAES-OAEP with sha1", bob + "--oaep sha1"),
      enveloped_kind("oaep-sha256", "RSAES-OAEP with sha256", bob + "--oaep sha256"),
      enveloped_kind("key-identifier", "recipient by subjectKeyIdentifier",
                     bob + "--key-identifier"),
      enveloped_kind("two", "two recipients", "--to katie.crt " + bob),
      enveloped_kind("indefinite", "enveloped in BER, indefinite lengths", bob + "--indefinite"),
      enveloped_kind("originator", "with originatorInfo", bob + "--originator katie.crt"),
      enveloped_kind("unprotected", "with unprotected attributes",
                     bob + "--unprotected 2.999.1=040107"),
      enveloped_kind("kek-aes", "key-encryption key, AES wrap",
                     "--secret-key key32 --key-name 0102", "--secret-key key32"),
      enveloped_kind("kek-3des", "key-encryption key, Triple DES wrap",
                     "--cipher des-ede3-cbc --secret-key key24 --key-name 0102 --wrap 3des",
                     "--secret-key key24"),
      enveloped_kind("password", "password", "--with-password password",
                     "--with-password password")};
  for (const std::string cipher :
       {"rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc", "aes-128-cbc", "aes-192-cbc",
        "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}) {
    kinds.push_back(enveloped_kind(cipher, cipher, bob + "--cipher " + cipher));
  }
  return kinds;
}

std::vector<CmsKind> other_kinds() {
  return {{"encrypted-data", "EncryptedData",
           smime() + " encrypt --encrypted-data --secret-key key32 -o FILE content",
           smime() + kDecrypt + "--secret-key key32 && cmp out content"},
          {"digested", "DigestedData", smime() + " digest -o FILE content",
           smime() + " verify -q -o out FILE && cmp out content"},
          {"compressed", "CompressedData", smime() + " compress -o FILE content",
           smime() + " compress --undo -o out FILE && cmp out content"},
          {"authenticated", "AuthenticatedData",
           smime() + " encrypt --authenticated --to bob.crt -o FILE content",
           smime() + kDecrypt + "--id bob.pem && cmp out content"}};
}

void write_person(const TemporaryFolder& folder, const std::string& name,
                  const cms::Identity& identity) {
  const std::string key = asn1::write_pem("PRIVATE KEY", identity.key.to_pkcs8().view());
  const std::string certificate = asn1::write_pem("CERTIFICATE", identity.certificate.der());
  folder.write_text(name + ".key", key);
  folder.write_text(name + ".crt", certificate);
  folder.write_text(name + ".pem", key + certificate);
}

}  // namespace

const std::vector<CmsKind>& cms_kinds() {
  static const std::vector<CmsKind> kinds = [] {
    std::vector<CmsKind> all = signed_kinds();
    for (const auto& more : {enveloped_kinds(), other_kinds()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    for (CmsKind& kind : all) {
      if (kind.name == "signed-detached") {
        kind.open = smime() + " verify -q --trust ca.pem --content content FILE";
      }
    }
    return all;
  }();
  return kinds;
}

void write_cms_people(const TemporaryFolder& folder) {
  const CmsCast& cast = CmsCast::get();
  write_person(folder, "katie", cast.katie);
  write_person(folder, "bob", cast.bob);
  write_person(folder, "diane", cast.diane);
  folder.write_text("ca.pem", asn1::write_pem("CERTIFICATE", cast.authority.certificate.der()));
  SystemRandom random;
  x509::CrlProfile profile;
  profile.this_update = cast.now;
  profile.next_update = Time::from_civil(2048, 1, 1);
  folder.write_text(
      "crl.pem",
      asn1::write_pem("X509 CRL", x509::issue_crl(cast.authority, {}, profile, random).der()));
  folder.write_text("content", "Breakfast at Tiffany's?\r\nAt nine.\r\n");
  folder.write_text("password", "secret\n");
  folder.write_text("key32", std::string(64, 'a') + "\n");
  folder.write_text("key24", "0123456789abcdef23456789abcdef01456789abcdef0123\n");
}

std::string with_file(std::string command, const std::string& file) {
  for (std::size_t at = 0; (at = command.find("FILE", at)) != std::string::npos;) {
    command.replace(at, 4, file);
    at += file.size();
  }
  return command;
}

}  // namespace smime::tests
