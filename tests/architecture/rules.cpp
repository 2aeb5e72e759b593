// The rules of the house that can be read off its source: who may include whom, and what is
// reached.
#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <map>
#include <regex>

namespace smime::tests {
namespace {

// The storeys from the ground up; a folder may include its own storey and those below.
const std::map<std::string, int> kStoreys = {{"primitives", 10},
                                             {"primitives/fast", 10},
                                             {"asn1", 20},
                                             {"x509", 30},
                                             {"x509/path", 31},
                                             {"cms", 40},
                                             {"cms/pkcs12", 41},
                                             {"mime", 50},
                                             {"mime/smime", 51},
                                             {"mime/directory", 52},
                                             {"mime/command", 53},
                                             {"mime/command/main", 54},
                                             {"walkthrough", 61},
                                             {"walkthrough/story", 60},
                                             {"walkthrough/render", 61},
                                             {"walkthrough/chapters", 61},
                                             {"walkthrough/main", 62}};

// The rooms of plain mail may use these of the ground floor, and nothing else below them.
const std::vector<std::string> kWithoutCryptography = {
    "primitives/base64.hpp", "primitives/bytes.hpp",          "primitives/error.hpp",
    "primitives/stream.hpp", "primitives/text_encodings.hpp", "primitives/utf8.hpp"};

const std::vector<std::string> kPapers = {"md5",        "sha1", "sha2", "rc2", "des",
                                          "des_tables", "tdes", "aes",  "cbc", "gcm",
                                          "hmac",       "rsa",  "dsa",  "pss"};

std::string at(const std::string& path, std::size_t line, const std::string& why) {
  return path + ":" + std::to_string(line) + ": " + why;
}

bool is_plain_mail(const std::string& path) {
  return folder_of(path) == "mime";
}

bool is_verifying(const std::string& path) {
  static const std::vector<std::string> rooms = {"x509/signature.", "cms/signature_verifier.",
                                                 "x509/certificate.", "x509/crl."};
  return path.starts_with("x509/path/") ||
         std::any_of(rooms.begin(), rooms.end(),
                     [&](const std::string& room) { return path.starts_with(room); });
}

// The line that begins the definition of a private key's type; 0 where there is none.
std::size_t private_key_line(const SourceFile& file) {
  static const std::regex definition(R"(^\s*(struct|class)\s+\w*PrivateKey\b[^;]*\{)");
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    if (std::regex_search(file.code[i], definition)) return i + 1;
  }
  return 0;
}

}  // namespace

Findings rising_includes(const SourceTree& tree) {
  Findings findings;
  for (const auto& [path, file] : tree.files()) {
    const auto from = kStoreys.find(folder_of(path));
    if (from == kStoreys.end()) {
      findings.push_back(at(path, 1, "the plan of the house has no folder " + folder_of(path)));
      continue;
    }
    for (const std::string& include : file.includes) {
      const auto to = kStoreys.find(folder_of(include));
      if (!tree.files().contains(include)) {
        findings.push_back(at(path, 1, "includes " + include + ", which is no path from the root"));
      } else if (to == kStoreys.end() || to->second > from->second) {
        findings.push_back(at(path, 1, "includes " + include + ", which rises"));
      }
    }
  }
  return findings;
}

Findings cryptography_in_plain_mail(const SourceTree& tree) {
  Findings findings;
  for (const auto& [path, file] : tree.files()) {
    if (!is_plain_mail(path)) continue;
    for (const std::string& include : file.includes) {
      const bool harmless = is_plain_mail(include) ||
                            std::find(kWithoutCryptography.begin(), kWithoutCryptography.end(),
                                      include) != kWithoutCryptography.end();
      if (!harmless) findings.push_back(at(path, 1, "includes " + include + " into plain mail"));
    }
  }
  return findings;
}

Findings speed_in_paper_files(const SourceTree& tree) {
  Findings findings;
  for (const std::string& paper : kPapers) {
    for (const char* extension : {".hpp", ".cpp"}) {
      const std::string path = "primitives/" + paper + extension;
      const auto found = tree.files().find(path);
      if (found == tree.files().end()) continue;
      for (const std::string& include : found->second.includes) {
        if (folder_of(include) != "primitives/fast") continue;
        findings.push_back(at(path, 1, "transcribes a paper and includes " + include));
      }
    }
  }
  return findings;
}

Findings private_keys_in_verifying_code(const SourceTree& tree) {
  static const std::vector<std::string> forbidden = {"x509/private_key.hpp", "x509/signing.hpp",
                                                     "cms/signer.hpp", "cms/decryptor.hpp",
                                                     "primitives/rsa_keygen.hpp"};
  Findings findings;
  for (const auto& [path, file] : tree.files()) {
    if (!is_verifying(path)) continue;
    for (const std::string& reached : tree.reachable_from({path})) {
      const std::size_t line = private_key_line(tree.files().at(reached));
      if (line != 0 && !is_verifying(reached)) {
        findings.push_back(at(path, 1, "reaches the private key of " + at(reached, line, "")));
      }
      if (std::find(forbidden.begin(), forbidden.end(), reached) != forbidden.end()) {
        findings.push_back(at(path, 1, "reaches " + reached));
      }
    }
  }
  return findings;
}

}  // namespace smime::tests
