// Who opens our PKCS #12 files, class by class, and whose open here: the table of cms/README.md.
#include <cstdio>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

struct Peer {
  std::string name, program;
  std::string opens;  ///< opens FILE with the password in the file `password`
  std::string makes;  ///< makes theirs.p12 of katie.pem
};

// gpgsm ends with 0 even where it imports nothing.
const std::vector<Peer> kPeers = {
    {"openssl", "openssl", "openssl pkcs12 -legacy -in FILE -passin file:password -nodes",
     "openssl pkcs12 -export -in katie.pem -passout file:password -out theirs.p12"},
    {"NSS pk12util", "pk12util",
     "rm -rf nss && mkdir nss && certutil -N -d nss --empty-password && "
     "pk12util -i FILE -d nss -w password -K ''",
     "rm -rf nss && mkdir nss && certutil -N -d nss --empty-password && "
     "openssl pkcs12 -export -in katie.pem -name katie -passout file:password -out seed.p12 && "
     "pk12util -i seed.p12 -d nss -w password -K '' && "
     "pk12util -o theirs.p12 -n katie -d nss -w password -K ''"},
    {"GnuTLS certtool", "certtool", "certtool --p12-info --infile FILE --inder --password secret",
     "openssl pkey -in katie.pem -out key.pem && openssl x509 -in katie.pem -out cert.pem && "
     "certtool --to-p12 --load-privkey key.pem --load-certificate cert.pem --p12-name katie "
     "--password secret --outder --outfile theirs.p12"},
    {"Java keytool", "keytool",
     "keytool -list -keystore FILE -storetype PKCS12 -storepass:file password | "
     "grep PrivateKeyEntry",
     "openssl pkcs12 -export -in katie.pem -name katie -passout file:password -out seed.p12 && "
     "rm -f theirs.p12 && keytool -importkeystore -srckeystore seed.p12 -srcstoretype PKCS12 "
     "-srcstorepass:file password -destkeystore theirs.p12 -deststoretype PKCS12 "
     "-deststorepass:file password -noprompt"},
    {"gpgsm", "gpgsm",
     "rm -rf home && mkdir -m 700 home && (gpgsm --homedir home --batch --pinentry-mode loopback "
     "--passphrase-fd 0 --import FILE < password > said 2>&1; gpgconf --homedir home --kill all; "
     "cat said; grep -q 'secret keys imported: 1' said)",
     ""}};

std::string with_file(std::string command, const std::string& file) {
  for (std::size_t at; (at = command.find("FILE")) != std::string::npos;) {
    command.replace(at, 4, file);
  }
  return command;
}

void prepare(const TemporaryFolder& folder) {
  write_mail_people(folder);
  folder.write_text("password", "secret\n");
  for (const std::string kind : {"museum", "widest", "modern"}) {
    const Ran made = run(folder, smime_program() + " id export --id katie.pem --certs ca.pem -o " +
                                     kind + ".p12 --new-password-file password --class " + kind);
    INFO(made.output);
    REQUIRE(made.status == 0);
  }
}

std::string cell(const Ran& ran) {
  return ran.status == 0 ? "yes" : "no";
}

}  // namespace

TEST_CASE("who opens our PKCS #12 files, and whose open here", "[peers]") {
  const TemporaryFolder folder;
  prepare(folder);
  const Bytes octets = read_file(std::filesystem::path(SMIME_SOURCE_DIR) / "cms/README.md");
  const std::string readme(octets.begin(), octets.end());
  std::size_t missing = 0;
  for (const Peer& peer : kPeers) {
    if (!is_installed(peer.program)) {
      ++missing;
      continue;
    }
    std::string row = "| " + peer.name;
    std::string said;
    for (const std::string kind : {"museum", "widest", "modern"}) {
      const Ran ran = run(folder, with_file(peer.opens, kind + ".p12"));
      row += " | " + cell(ran);
      said += ran.output;
    }
    if (peer.makes.empty()) {
      row += " | makes none by itself |";
    } else {
      const Ran made = run(folder, peer.makes);
      INFO(made.output);
      REQUIRE(made.status == 0);
      const Ran ours = run(folder, smime_program() + " show --password-file password theirs.p12");
      CHECK(ours.status == 0);
      row += " | " + cell(ours) + " |";
    }
    std::printf("%s\n", row.c_str());
    INFO(row << "\n" << said);
    CHECK(readme.find(row) != std::string::npos);
  }
  if (missing == kPeers.size()) return skip("no peer is installed");
}
