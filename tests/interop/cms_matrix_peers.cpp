// The other programs, each with the commands by which it makes and opens what it knows.
#include "tests/interop/cms_matrix.hpp"
#include "tests/support/mail_people.hpp"

namespace smime::tests {
namespace {

using Cells = std::map<std::string, CmsCell>;

const std::string kSame = " && cmp out content";

Cells openssl_signed() {
  const std::string sign = "openssl cms -sign -binary -outform DER -in content -out FILE ";
  const std::string verify =
      "openssl cms -verify -binary -inform DER -in FILE -CAfile ca.pem -purpose any -out out ";
  const std::string katie = "-signer katie.pem -nodetach ";
  Cells cells = {
      {"signed-opaque", {sign + katie, verify + kSame}},
      {"signed-detached", {sign + "-signer katie.pem", verify + "-content content" + kSame}},
      {"signed-no-attributes", {sign + katie + "-noattr", verify + kSame}},
      {"signed-two", {sign + katie + "-signer bob.pem", verify + kSame}},
      {"signed-key-identifier", {sign + katie + "-keyid", verify + kSame}},
      {"signed-indefinite", {sign + katie + "-stream -indef", verify + kSame}},
      {"signed-certs-only",
       {"openssl crl2pkcs7 -in crl.pem -certfile ca.pem -certfile bob.crt -outform DER -out FILE",
        "openssl pkcs7 -inform DER -in FILE -print_certs | grep -q 'CN = bob'"}},
      {"signed-pss", {sign + katie + "-keyopt rsa_padding_mode:pss", verify + kSame}},
      {"signed-dsa", {sign + "-signer diane.pem -nodetach", verify + kSame}},
      {"signed-signing-certificate", {sign + katie + "-cades", verify + "-cades" + kSame}},
      {"signed-countersigned", {"", verify + kSame}},
      {"receipt",
       {"openssl cms -sign -binary -outform DER -in content -signer katie.pem -nodetach "
        "-receipt_request_all -receipt_request_to katie@example.com -out FILE.asked && "
        "openssl cms -sign_receipt -inform DER -in FILE.asked -signer bob.pem -outform DER "
        "-out FILE",
        "openssl cms -verify_receipt FILE -rctform DER -inform DER -in FILE.asked "
        "-CAfile ca.pem -purpose any"}}};
  for (const std::string digest : {"md5", "sha1", "sha224", "sha384", "sha512"}) {
    cells["signed-" + digest] = {sign + katie + "-md " + digest, verify + kSame};
  }
  return cells;
}

Cells openssl_enveloped() {
  const std::string legacy = " -provider legacy -provider default ";
  const std::string encrypt =
      "openssl cms -encrypt -binary" + legacy + "-outform DER -in content -out FILE ";
  const std::string decrypt =
      "openssl cms -decrypt -binary" + legacy + "-inform DER -in FILE -out out ";
  const std::string bob = "-inkey bob.pem -recip bob.crt" + kSame;
  const std::string key = "-secretkey $(cat key32) -secretkeyid 0102 ";
  const std::string oaep = "-aes-256-cbc -recip bob.crt -keyopt rsa_padding_mode:oaep ";
  Cells cells = {
      {"enveloped-v1_5", {encrypt + "-aes-256-cbc bob.crt", decrypt + bob}},
      {"enveloped-oaep-sha1", {encrypt + oaep, decrypt + bob}},
      {"enveloped-oaep-sha256", {encrypt + oaep + "-keyopt rsa_oaep_md:sha256", decrypt + bob}},
      {"enveloped-key-identifier", {encrypt + "-aes-256-cbc -keyid bob.crt", decrypt + bob}},
      {"enveloped-two", {encrypt + "-aes-256-cbc katie.crt bob.crt", decrypt + bob}},
      {"enveloped-indefinite", {encrypt + "-aes-256-cbc -stream -indef bob.crt", decrypt + bob}},
      {"enveloped-originator", {"", decrypt + bob}},
      {"enveloped-unprotected", {"", decrypt + bob}},
      {"enveloped-kek-aes", {encrypt + "-aes-256-cbc " + key, decrypt + key + kSame}},
      {"enveloped-kek-3des", {"", decrypt + "-secretkey $(cat key24) -secretkeyid 0102" + kSame}},
      {"enveloped-password",
       {encrypt + "-aes-256-cbc -pwri_password secret", decrypt + "-pwri_password secret" + kSame}},
      {"encrypted-data",
       {"openssl cms -EncryptedData_encrypt -binary -aes-256-cbc -secretkey $(cat key32) "
        "-outform DER -in content -out FILE",
        "openssl cms -EncryptedData_decrypt -binary -secretkey $(cat key32) -inform DER "
        "-in FILE -out out" +
            kSame}},
      {"digested",
       {"openssl cms -digest_create -binary -md sha256 -outform DER -in content -out FILE",
        "openssl cms -digest_verify -binary -inform DER -in FILE -out out" + kSame}},
      {"compressed",
       {"openssl cms -compress -binary -outform DER -in content -out FILE",
        "openssl cms -uncompress -binary -inform DER -in FILE -out out" + kSame}}};
  const std::map<std::string, std::string> names = {{"des-cbc", "des"}, {"des-ede3-cbc", "des3"}};
  for (const std::string cipher :
       {"rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc", "aes-128-cbc", "aes-192-cbc",
        "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}) {
    const std::string name = names.contains(cipher) ? names.at(cipher) : cipher;
    cells["enveloped-" + cipher] = {encrypt + "-" + name + " bob.crt", decrypt + bob};
  }
  return cells;
}

CmsPeer openssl() {
  Cells cells = openssl_signed();
  cells.merge(openssl_enveloped());
  return {"openssl", "openssl", "true", cells};
}

// cmsutil chooses its content cipher by itself, and takes keys from its own database alone.
CmsPeer nss() {
  const std::string sign = "cmsutil -S -d nss -i content -o FILE -N ";
  const std::string verify = "cmsutil -D -d nss -i FILE -o out" + kSame;
  const std::string encrypt = "cmsutil -E -d nss -i content -o FILE -r ";
  Cells cells = {
      {"signed-opaque", {sign + "katie -G", verify}},
      {"signed-detached", {sign + "katie -G -T", "cmsutil -D -d nss -i FILE -c content"}},
      {"signed-no-attributes", {sign + "katie", verify}},
      {"signed-two", {"", verify}},
      {"signed-key-identifier", {"", verify}},
      {"signed-indefinite", {"", verify}},
      {"signed-certs-only",
       {"cmsutil -O -d nss -r katie@example.com,bob@example.com -o FILE",
        "cmsutil -D -d nss -i FILE"}},
      {"signed-pss", {"", verify}},
      {"signed-dsa", {sign + "diane -G", verify}},
      {"signed-signing-certificate", {"", verify}},
      {"signed-countersigned", {"", verify}},
      {"enveloped-v1_5", {encrypt + "bob@example.com", verify}},
      {"enveloped-two", {encrypt + "katie@example.com,bob@example.com", verify}}};
  for (const std::string digest : {"md5", "sha1", "sha224", "sha384", "sha512"}) {
    std::string name = digest;
    for (char& c : name) c = static_cast<char>(std::toupper(c));
    cells["signed-" + digest] = {sign + "katie -G -H " + name, verify};
  }
  for (const std::string kind :
       {"oaep-sha1", "oaep-sha256", "key-identifier", "indefinite", "originator", "unprotected",
        "rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc", "aes-128-cbc", "aes-192-cbc",
        "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}) {
    cells["enveloped-" + kind] = {"", verify};
  }
  cells["digested"] = {"", "cmsutil -D -d nss -i FILE -o out" + kSame};
  cells["compressed"] = cells["authenticated"] = cells["digested"];
  std::string prepare = "mkdir nss && certutil -N -d nss --empty-password";
  for (const std::string name : {"katie", "bob", "diane"}) {
    prepare += " && pk12util -i " + name + ".p12 -d nss -w password -K ''";
  }
  prepare += " && certutil -A -d nss -n root -t TC,TC,TC -i ca.pem";
  return {"NSS cmsutil", "cmsutil", prepare, cells};
}

CmsPeer gpgsm() {
  const std::string gpgsm =
      "gpgsm --homedir home --batch --disable-crl-checks --pinentry-mode loopback "
      "--passphrase-fd 0 --yes -o out ";
  const std::string verify = gpgsm + "--verify FILE < password && cmp out content";
  const std::string decrypt = "rm -f out; " + gpgsm + "--decrypt FILE < password" + kSame;
  const auto make = [&](const std::string& options) {
    return gpgsm + options + " content < password && mv out FILE";
  };
  Cells cells = {
      {"signed-opaque", {make("-u katie@example.com --sign"), verify}},
      {"signed-detached",
       {make("--base64 -u katie@example.com --detach-sign"),
        gpgsm + "--verify FILE content < password"}},
      {"signed-no-attributes", {"", verify}},
      {"signed-two", {make("--armor -u katie@example.com -u bob@example.com --sign"), verify}},
      {"signed-key-identifier", {"", verify}},
      {"signed-indefinite", {"", verify}},
      {"signed-certs-only", {"", gpgsm + "--verify FILE < password"}},
      {"signed-pss", {"", verify}},
      {"signed-dsa", {"", verify}},
      {"signed-signing-certificate", {"", verify}},
      {"signed-countersigned", {"", verify}},
      {"enveloped-two",
       {make("--armor -r katie@example.com -r bob@example.com --encrypt"), decrypt}}};
  for (const std::string digest : {"md5", "sha1", "sha224", "sha384", "sha512"}) {
    cells["signed-" + digest] = {make("-u katie@example.com --digest-algo " + digest + " --sign"),
                                 verify};
  }
  const std::map<std::string, std::string> ciphers = {{"v1_5", "AES256"},
                                                      {"des-ede3-cbc", "3DES"},
                                                      {"aes-128-cbc", "AES"},
                                                      {"aes-192-cbc", "AES192"}};
  for (const std::string kind :
       {"v1_5", "oaep-sha1", "oaep-sha256", "key-identifier", "indefinite", "originator",
        "unprotected", "password", "rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc",
        "aes-128-cbc", "aes-192-cbc", "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}) {
    cells["enveloped-" + kind].opens = decrypt;
    if (!ciphers.contains(kind)) continue;
    cells["enveloped-" + kind].makes =
        make("-r bob@example.com --cipher-algo " + ciphers.at(kind) + " --encrypt");
  }
  // gpgsm ends with 2 where it imports and complains; what counts is that it can sign afterwards.
  return {"gpgsm", "gpgsm",
          "mkdir -m 700 home && for p in katie bob; do gpgsm --homedir home --batch "
          "--pinentry-mode loopback --passphrase-fd 0 --import $p.p12 < password; done; "
          "openssl x509 -in ca.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/$/ S relax/' "
          "> home/trustlist.txt",
          cells};
}

// certtool signs and verifies, and knows no other content type.
CmsPeer certtool() {
  const auto sign = [](const std::string& who, const std::string& options) {
    return "certtool --p7-sign --outder --load-privkey " + who + ".key --load-certificate " + who +
           ".crt --infile content --outfile FILE " + options;
  };
  const std::string verify =
      "certtool --p7-verify --inder --load-ca-certificate ca.pem --infile FILE";
  Cells cells = {
      {"signed-opaque", {sign("katie", "--p7-time"), verify}},
      {"signed-detached",
       {"certtool --p7-detached-sign --outder --load-privkey katie.key --load-certificate "
        "katie.crt --infile content --outfile FILE",
        verify + " --load-data content"}},
      {"signed-no-attributes", {sign("katie", ""), verify}},
      {"signed-two", {"", verify}},
      {"signed-key-identifier", {"", verify}},
      {"signed-indefinite", {"", verify}},
      {"signed-certs-only",
       {"certtool --p7-generate --outder --load-certificate bob.crt --load-crl crl.pem --outfile "
        "FILE",
        "certtool --p7-info --inder --infile FILE | grep -q 'BEGIN CERTIFICATE'"}},
      {"signed-pss", {sign("katie", "--sign-params=RSA-PSS"), verify}},
      {"signed-dsa", {sign("diane", "--hash SHA256"), verify}},
      {"signed-signing-certificate", {"", verify}},
      {"signed-countersigned", {"", verify}}};
  for (const std::string digest : {"md5", "sha1", "sha224", "sha384", "sha512"}) {
    cells["signed-" + digest] = {sign("katie", "--hash " + digest), verify};
  }
  return {"GnuTLS certtool", "certtool", "true", cells};
}

// Bouncy Castle runs once for all that it makes and once for all that it opens.
CmsPeer bouncy_castle() {
  Cells cells;
  for (const CmsKind& kind : cms_kinds()) {
    if (kind.name == "receipt") continue;
    cells[kind.name] = {"grep -qx 'make " + kind.name + ": ok' said",
                        "grep -qx 'open " + kind.name + ": ok' said"};
  }
  cells["digested"].makes = "";
  std::string jars;
  for (const std::string jar : {"bcmail", "bcpkix", "bcprov", "bcutil"}) {
    jars += ":/usr/share/java/" + jar + ".jar";
  }
  const std::string source =
      std::string(SMIME_SOURCE_DIR) + "/tests/interop/java/BouncyCastlePeer.java";
  return {"Bouncy Castle", "javac",
          "javac -nowarn -d . -cp ." + jars + " " + source + " && for k in " +
              [&] {
                std::string names;
                for (const auto& [name, cell] : cells) names += name + " ";
                return names;
              }() +
              "; do echo open $k ours.$k; [ $k = digested ] || echo make $k theirs.$k; done "
              "> asked && java -cp ." +
              jars + " BouncyCastlePeer < asked > said",
          cells};
}

}  // namespace

const std::vector<CmsPeer>& cms_peers() {
  static const std::vector<CmsPeer> peers = {openssl(), nss(), gpgsm(), certtool(),
                                             bouncy_castle()};
  return peers;
}

}  // namespace smime::tests
