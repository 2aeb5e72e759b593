// smime ca issue-all: interrupted at any moment, it goes on where it was; nobody gets two.
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime::tests;
using nlohmann::json;

namespace {

// An authority, and `count` people with one public key.
void make_people(const TemporaryFolder& folder, int count) {
  folder.write_text("password", "breakfast at Tiffany's\n");
  write_mail_people(folder);
  const std::string smime = smime_program();
  const Ran made = run(
      folder, smime +
                  " ca init Example --subject 'CN=Example,O=Example' --key-size 2048 "
                  "--password-file password --directory ca.db && for i in $(seq " +
                  std::to_string(count) + "); do " + smime +
                  " people add person$i --email person$i@example.com --key katie.crt --directory "
                  "ca.db > log 2>&1 || exit; done");
  INFO(made.output);
  REQUIRE(made.status == 0);
}

json listed(const TemporaryFolder& folder) {
  const Ran ran =
      run(folder, smime_program() + " ca list --issued --pending --json --directory ca.db");
  REQUIRE(ran.status == 0);
  return json::parse(ran.output).at(0);
}

}  // namespace

TEST_CASE("issuing to everybody that is killed goes on where it was", "[.long]") {
  constexpr int kPeople = 100;
  const TemporaryFolder folder;
  make_people(folder, kPeople);
  const std::string issue =
      smime_program() + " ca issue-all --password-file password --directory ca.db > log 2>&1";
  for (const std::string seconds : {"0.05", "0.1", "0.2", "0.3", "0.4", "0.6"}) {
    run(folder, "timeout -s KILL " + seconds + " " + issue);
    const json so_far = listed(folder);
    // What is in the register waits for its owner: one is never there without the other.
    CHECK(so_far["issued"].size() == so_far["pending"].size());
  }
  CHECK(run(folder, issue).status == 0);
  const json all = listed(folder);
  std::map<std::string, int> of_each;
  for (const json& one : all["issued"]) ++of_each[one["subject"]];
  CHECK(of_each.size() == kPeople);
  CHECK(all["issued"].size() == kPeople);
  CHECK(all["pending"].size() == kPeople);
}
