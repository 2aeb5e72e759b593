// Who opens our PKCS #12 files, class by class, and whose open here: the table of cms/README.md.
#include <cstdio>

#include "tests/interop/cms_matrix.hpp"
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
    {"GnuTLS certtool", "certtool",
     "certtool --p12-info --infile FILE --inder --password \"$(cat password)\"",
     "openssl pkey -in katie.pem -out key.pem && openssl x509 -in katie.pem -out cert.pem && "
     "certtool --to-p12 --load-privkey key.pem --load-certificate cert.pem --p12-name katie "
     "--password \"$(cat password)\" --outder --outfile theirs.p12"},
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

void prepare(const TemporaryFolder& folder, const std::string& password) {
  write_mail_people(folder);
  folder.write_text("password", password + "\n");
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

std::string readme() {
  const Bytes octets = read_file(std::filesystem::path(SMIME_SOURCE_DIR) / "cms/README.md");
  return {octets.begin(), octets.end()};
}

// How often the row that begins so says yes: another version of a program may say it more often.
std::ptrdiff_t yeses(const std::string& table, const std::string& begin) {
  const std::size_t at = table.find("| " + begin + " |");
  REQUIRE(at != std::string::npos);
  const std::string row = table.substr(at, table.find('\n', at) - at);
  std::ptrdiff_t count = 0;
  for (std::size_t word = row.find("yes"); word != std::string::npos;
       word = row.find("yes", word + 1)) {
    ++count;
  }
  return count;
}

// Which of our classes a peer opens: "yes" for all, "no" for none, else their names.
std::string classes_opened(const TemporaryFolder& folder, const Peer& peer, std::string& said) {
  std::string opened;
  std::size_t count = 0;
  for (const std::string kind : {"museum", "widest", "modern"}) {
    const Ran ran = run(folder, with_file(peer.opens, kind + ".p12"));
    said += ran.output;
    if (ran.status != 0) continue;
    opened += (opened.empty() ? "" : ", ") + kind;
    ++count;
  }
  return count == 3 ? "yes" : count == 0 ? "no" : opened;
}

}  // namespace

TEST_CASE("empty passwords and those beyond ASCII, both directions", "[.long][peers]") {
  const std::string written = readme();
  std::size_t present = 0;
  for (const Peer& peer : kPeers) {
    if (!is_installed(peer.program)) continue;
    ++present;
    std::string row = "| " + peer.name + ", both ways";
    std::string said;
    for (const std::string password : {"", "p\u00e4\u00dfword \u5bc6\u7801"}) {
      const TemporaryFolder folder;
      prepare(folder, password);
      row += " | " + classes_opened(folder, peer, said) + " / ";
      const Ran made = run(folder, peer.makes.empty() ? "false" : peer.makes);
      said += made.output;
      if (made.status != 0) {
        row += "\u2013";
        continue;
      }
      const Ran ours = run(folder, smime_program() + " show --password-file password theirs.p12");
      INFO(ours.output);
      CHECK(ours.status == 0);
      row += cell(ours);
    }
    row += " |";
    std::printf("%s\n", row.c_str());
    INFO(row << "\n" << said);
    CHECK(yeses(written, peer.name + ", both ways") <= yeses(row, peer.name + ", both ways"));
  }
  if (present == 0) return skip("no peer is installed");
}

TEST_CASE("who opens our PKCS #12 files, and whose open here", "[peers]") {
  const TemporaryFolder folder;
  prepare(folder, "secret");
  const std::string written = readme();
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
    CHECK(written.find(row) != std::string::npos);
  }
  if (missing == kPeers.size()) return skip("no peer is installed");
}

TEST_CASE("two keys of one name are two entries elsewhere, and names are read in both directions",
          "[peers]") {
  if (!is_installed("keytool")) return skip("keytool is not installed");
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("password", "secret\n");
  const std::string smime = smime_program();
  const Ran made = run(folder, "cat katie.pem bob.pem > two.pem && " + smime +
                                   " id export --id two.pem --name 'zo\u00eb \U0001f600' "
                                   "--iterations 100 --new-password-file password -o two.p12");
  INFO(made.output);
  REQUIRE(made.status == 0);
  const Ran listed = run(folder,
                         "keytool -importkeystore -srckeystore two.p12 -srcstoretype PKCS12 "
                         "-srcstorepass:file password -destkeystore theirs.p12 -deststoretype "
                         "PKCS12 -deststorepass:file password -noprompt");
  INFO(listed.output);
  REQUIRE(listed.status == 0);
  const Ran ours = run(folder, smime + " show --password-file password theirs.p12");
  INFO(ours.output);
  CHECK(ours.status == 0);
  CHECK(ours.output.find("friendly name: zo\u00eb \U0001f600\n") != std::string::npos);
  CHECK(ours.output.find("friendly name: zo\u00eb \U0001f600 2\n") != std::string::npos);
}

TEST_CASE("certtool's PEM file is imported", "[peers]") {
  if (!is_installed("certtool") || !is_installed("openssl")) {
    return skip("certtool or openssl is not installed");
  }
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("password", "secret\n");
  const Ran made = run(folder,
                       "openssl pkey -in katie.pem -out key.pem && "
                       "certtool --to-p12 --load-privkey key.pem --load-certificate katie.crt "
                       "--p12-name katie --password secret --outfile theirs.pem");
  INFO(made.output);
  REQUIRE(made.status == 0);
  CHECK(primitives::to_string(folder.read("theirs.pem")).find("BEGIN PKCS12") != std::string::npos);
  const std::string import = smime_program() +
                             " id import theirs.pem --password-file password "
                             "--new-password-file password";
  CHECK(run(folder, import + " -o katie-id.pem").status == 0);
  CHECK(run(folder, smime_program() + " sign --text --id katie-id.pem --password-file password "
                                      "< password")
            .status == 0);
  CHECK(run(folder, import).status == 0);
}
