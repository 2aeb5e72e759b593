// Plain mail against what its documents print: messages, encoded words, parameters.
#include <set>

#include "mime/address.hpp"
#include "mime/date.hpp"
#include "mime/encoded_words.hpp"
#include "mime/message.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace smime;
using namespace smime::mime;
using nlohmann::json;

namespace {

template <typename Check>
std::size_t for_each_test(const std::string& file, const Check& check) {
  std::size_t run = 0;
  const json vectors = tests::read_json(tests::vectors(file));
  for (const json& group : vectors["testGroups"]) {
    for (const json& test : group["tests"]) {
      INFO("tcId " << test["tcId"] << ": " << test["comment"]);
      check(group, test);
      ++run;
    }
  }
  return run;
}

std::string tree(const Part& part) {
  std::string text = part.type.value;
  const char* separator = "(";
  for (const Part& inner : part.parts) {
    text += separator + tree(inner);
    separator = ",";
  }
  return part.parts.empty() ? text : text + ")";
}

json mailboxes(const Header& header, const char* name) {
  json all = json::array();
  for (const Mailbox& mailbox : AddressList::parse(header.get(name).value_or("")).mailboxes) {
    all.push_back({mailbox.display_name, mailbox.address});
  }
  return all;
}

std::string unfolded(const std::string& body) {
  return HeaderField{"X", "X: " + body}.body();
}

}  // namespace

TEST_CASE("vectors/mime/messages.json") {
  const std::size_t run = for_each_test("mime/messages.json", [](const json&, const json& test) {
    const Bytes message = primitives::from_base64(test["message"].get<std::string>());
    const Part part = Part::parse(message);
    CHECK(part.text() == message);
    CHECK(tree(part) == test["tree"]);
    const Header& header = part.entity.header;
    CHECK(mailboxes(header, "From") == test["from"]);
    CHECK(mailboxes(header, "To") == test["to"]);
    CHECK(mailboxes(header, "Cc") == test["cc"]);
    const auto date = parse_date_time(header.get("Date").value_or(""));
    REQUIRE(date);
    CHECK(date->seconds == test["seconds"]);
  });
  CHECK(run == 17);
}

TEST_CASE("vectors/mime/encoded_words.json") {
  std::set<std::string> places;
  const auto check = [&](const json& group, const json& test) {
    const std::string place = group["place"];
    places.insert(place);
    const std::string body = unfolded(test["encoded"].get<std::string>());
    if (place == "text") CHECK(decode_text(body) == test["decoded"]);
    if (place == "comment") {
      const std::string inside = body.substr(1, body.size() - 2);
      CHECK("(" + decode_comment(inside) + ")" == test["decoded"]);
    }
    if (place == "addresses") {
      const auto all = parse_address_list(body);
      REQUIRE(all.size() == 1);
      CHECK(all[0].display_name == test["decoded"]);
    }
  };
  CHECK(for_each_test("mime/encoded_words.json", check) >= 35);
  CHECK(places.size() == 3);
}

TEST_CASE("vectors/mime/parameters.json") {
  const std::size_t run = for_each_test("mime/parameters.json", [](const json&, const json& test) {
    const auto value = ParameterizedValue::parse(test["body"].get<std::string>());
    CHECK(value.value == test["value"]);
    CHECK(json(value.parameters) == test["parameters"]);
    CHECK(json(value.languages) == test.value("languages", json::object()));
  });
  CHECK(run >= 26);
}
