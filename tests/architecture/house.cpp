// The house as it stands keeps its own rules.
#include "tests/architecture/documents.hpp"
#include "tests/architecture/rules.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace smime::tests;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = SMIME_SOURCE_DIR;

const SourceTree& house() {
  static const SourceTree tree(kRoot);
  return tree;
}

void require_none(const Findings& findings) {
  std::string text;
  for (const std::string& finding : findings) text += finding + "\n";
  INFO(text);
  CHECK(findings.empty());
}

}  // namespace

TEST_CASE("the whole tree is read") {
  CHECK(house().files().size() > 100);
}

TEST_CASE("includes point down, never up") {
  require_none(rising_includes(house()));
}

TEST_CASE("plain mail knows no cryptography") {
  require_none(cryptography_in_plain_mail(house()));
}

TEST_CASE("the files that transcribe a paper do not know about speed") {
  require_none(speed_in_paper_files(house()));
}

TEST_CASE("verifying code cannot reach a private key") {
  require_none(private_keys_in_verifying_code(house()));
}

TEST_CASE("library floors read no clock, no file, no environment") {
  require_none(outside_world_in_library(house()));
}

TEST_CASE("files and functions have the size of a page") {
  require_none(size_and_shape(house()));
}

TEST_CASE("every folder's README names what is there") {
  for (const char* folder : {"", "primitives", "primitives/fast", "asn1", "x509", "x509/path",
                             "cms", "cms/pkcs12", "mime", "mime/smime", "mime/directory",
                             "mime/command", "walkthrough", "tests", "vectors"}) {
    const fs::path readme = kRoot / folder / "README.md";
    if (fs::exists(readme)) require_none(readme_findings(readme));
  }
}

TEST_CASE("every item of the article on mail has its command and a test that exists") {
  require_none(article_findings(kRoot / "mime/README.md", kRoot / "tests", {{1, 9}, {47, 142}}));
}

TEST_CASE("vectors fit their schemas") {
  const auto files = vector_files(vectors(""));
  CHECK(files.size() >= 16);
  for (const fs::path& file : files) require_none(vector_findings(file, vectors("schema")));
}

TEST_CASE("every vector file says where it is from") {
  require_none(source_findings(vectors("")));
}
