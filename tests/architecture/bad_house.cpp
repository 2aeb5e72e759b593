// The architecture tests find what they look for: each in a small house that breaks one rule.
#include <fstream>

#include "tests/architecture/documents.hpp"
#include "tests/architecture/rules.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/process.hpp"

using namespace smime::tests;
namespace fs = std::filesystem;

namespace {

// A house of the given files, each of which opens as it should.
class House {
 public:
  House& with(const std::string& path, const std::string& code) {
    fs::create_directories((folder_.path() / path).parent_path());
    folder_.write_text(path, "// A room.\n#pragma once\n" + code);
    return *this;
  }
  SourceTree tree() const { return SourceTree(folder_.path()); }
  const fs::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

bool says(const Findings& findings, const std::string& what) {
  for (const std::string& finding : findings) {
    if (finding.find(what) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a rising include is found") {
  House house;
  house.with("asn1/tag.hpp", "#include \"x509/name.hpp\"\n").with("x509/name.hpp", "");
  CHECK(says(rising_includes(house.tree()), "asn1/tag.hpp:1: includes x509/name.hpp, which rises"));
}

TEST_CASE("an include across a floor's shoulder is found") {
  House house;
  house.with("x509/name.hpp", "#include \"x509/path/builder.hpp\"\n")
      .with("x509/path/builder.hpp", "");
  CHECK(says(rising_includes(house.tree()), "which rises"));
}

TEST_CASE("the lesson below the lesson is found") {
  House house;
  house.with("mime/command/open.cpp", "#include \"walkthrough/cast.hpp\"\n")
      .with("walkthrough/cast.hpp", "");
  CHECK(says(rising_includes(house.tree()), "which rises"));
}

TEST_CASE("an include that is no path from the root is found") {
  House house;
  house.with("asn1/tag.hpp", "#include \"reader.hpp\"\n").with("asn1/reader.hpp", "");
  CHECK(says(rising_includes(house.tree()), "no path from the root"));
}

TEST_CASE("a folder that is not on the plan is found") {
  House house;
  house.with("cms/helpers/all.hpp", "");
  CHECK(says(rising_includes(house.tree()), "no folder cms/helpers"));
}

TEST_CASE("cryptography in plain mail is found") {
  House house;
  house.with("mime/entity.cpp", "#include \"primitives/digest.hpp\"\n")
      .with("primitives/digest.hpp", "");
  CHECK(says(cryptography_in_plain_mail(house.tree()), "into plain mail"));
}

TEST_CASE("speed in a paper's file is found") {
  House house;
  house.with("primitives/sha1.cpp", "#include \"primitives/fast/sha_x86.hpp\"\n");
  CHECK(says(speed_in_paper_files(house.tree()), "transcribes a paper"));
}

TEST_CASE("a private key that verifying code reaches through other files is found") {
  House house;
  house.with("cms/signature_verifier.cpp", "#include \"cms/keys.hpp\"\n")
      .with("cms/keys.hpp", "#include \"primitives/rsa.hpp\"\n")
      .with("primitives/rsa.hpp", "struct RsaPrivateKey {\n  int d;\n};\n");
  CHECK(says(private_keys_in_verifying_code(house.tree()), "primitives/rsa.hpp:3"));
  house.with("primitives/rsa.hpp", "struct RsaPrivateKey;\n// struct RsaPrivateKey {\n");
  CHECK(private_keys_in_verifying_code(house.tree()).empty());
}

TEST_CASE("signing that verifying code reaches is found") {
  House house;
  house.with("x509/path/validation.hpp", "#include \"x509/signing.hpp\"\n")
      .with("x509/signing.hpp", "");
  CHECK(says(private_keys_in_verifying_code(house.tree()), "reaches x509/signing.hpp"));
}

TEST_CASE("the world outside is found, and words that only sound like it are not") {
  for (const char* code :
       {"auto x = getenv(\"HOME\");", "FILE* f = fopen(\"a\", \"r\");", "std::ifstream in(\"a\");",
        "long t = time(nullptr);", "auto t = std::chrono::system_clock::now();",
        "  std::cerr << 1;", "if (std::getenv(\"A\")) return;"}) {
    House house;
    house.with("cms/signer.cpp", std::string("void f() {\n") + code + "\n}\n");
    INFO(code);
    CHECK(says(outside_world_in_library(house.tree()), "cms/signer.cpp:4"));
  }
  House house;
  house.with("cms/signer.cpp",
             "// getenv(\"HOME\")\nconst char* s = \"time(nullptr)\";\nTime time(int year);\n"
             "void f() { reader.time(); }\n");
  CHECK(outside_world_in_library(house.tree()).empty());
}

TEST_CASE("files and functions that are too long, and files without their sentence, are found") {
  House house;
  std::string function = "void f() {\n";
  for (int i = 0; i < 39; ++i) function += "  g();\n";
  house.with("cms/long.cpp", function + "}\n").with("cms/longer.hpp", std::string(299, '\n'));
  fs::create_directories(house.path() / "asn1");
  std::ofstream(house.path() / "asn1/silent.hpp") << "int x;\n";
  const Findings findings = size_and_shape(house.tree());
  CHECK(says(findings, "cms/long.cpp:3: a function of 41 lines"));
  CHECK(says(findings, "cms/longer.hpp:301: more than 300 lines"));
  CHECK(says(findings, "asn1/silent.hpp:1: does not open"));
  CHECK(says(findings, "asn1/silent.hpp:2: has no #pragma once"));
}

TEST_CASE("a README that names what is not there, or forgets what is, is found") {
  House house;
  house.with("asn1/tag.hpp", "").with("asn1/reader.hpp", "");
  std::ofstream(house.path() / "asn1/README.md")
      << "| room | what |\n|---|---|\n| `tag`, `writer` | x |\n\n[plan](plan.md)\n";
  const Findings findings = readme_findings(house.path() / "asn1/README.md");
  CHECK(says(findings, "no room writer"));
  CHECK(says(findings, "no file plan.md"));
  CHECK(says(findings, "does not name reader.hpp"));
  CHECK(findings.size() == 3);
}

TEST_CASE("items of the article without a row, and tests that are not there, are found") {
  House house;
  house.with("tests/a.cpp",
             "TEST_CASE(\"one test\") {}\nTEST_CASE(\n    \"another \"\n    \"test\") {}\n");
  std::ofstream(house.path() / "README.md") << "| item | command | test |\n|---|---|---|\n| 1, 3-4 "
                                               "| a | \"one test\", \"another test\" |\n"
                                            << "| 5 | b | \"third test\" |\n| 6 | c | none |\n";
  const Findings findings =
      article_findings(house.path() / "README.md", house.path() / "tests", {{1, 6}});
  CHECK(says(findings, "no row for the article's item 2"));
  CHECK(says(findings, "there is no test \"third test\""));
  CHECK(says(findings, "no test in the row | 6"));
  CHECK(findings.size() == 3);
}

TEST_CASE("vectors that break their schema are found") {
  const TemporaryFolder folder;
  const auto schema = folder.write_text("s.json", R"({"type": "object", "required": ["a"],
    "additionalProperties": false, "properties": {"a": {"$ref": "#/$defs/hex"},
    "b": {"enum": ["x", "y"]}, "c": {"items": {"type": "integer", "minimum": 1}}},
    "$defs": {"hex": {"type": "string", "pattern": "^([0-9a-f]{2})*$"}}})");
  using nlohmann::json;
  CHECK(schema_findings(json::parse(R"({"a": "00ff", "b": "x", "c": [1, 2]})"), schema).empty());
  for (const char* wrong :
       {R"({"b": "x"})", R"({"a": "0"})", R"({"a": "0g"})", R"({"a": 1})", R"({"a": "", "b": "z"})",
        R"({"a": "", "c": [1, 0]})", R"({"a": "", "d": 1})", R"([])"}) {
    INFO(wrong);
    CHECK(!schema_findings(json::parse(wrong), schema).empty());
  }
  const auto unknown = folder.write_text("u.json", R"({"minProperties": 1})");
  CHECK(says(schema_findings(json::object(), unknown), "keyword is not known"));
}
