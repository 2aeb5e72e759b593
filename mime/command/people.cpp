// smime people: the address book.
#include "mime/command/people.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using directory::Person;

// The number that the whole text is; 0 where it is none.
std::size_t number_of(const std::string& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::vector<std::string> names_of(const std::vector<Person>& people) {
  std::vector<std::string> names;
  for (const Person& person : people) names.push_back(person.name);
  return names;
}

}  // namespace

Person one_person(directory::Database& database, const std::string& name_or_address) {
  std::vector<Person> found = directory::People(database).find(name_or_address);
  if (found.empty()) {
    throw Error(ErrorKind::not_found, "nobody called " + name_or_address + " in the directory",
                "'smime people list' shows who is there");
  }
  if (found.size() > 1) {
    throw Error(
        ErrorKind::invalid_argument,
        "several people with the address " + name_or_address + ": " + joined(names_of(found)),
        "name one of them");
  }
  return std::move(found.front());
}

x509::Certificate chosen_certificate(const std::vector<x509::Certificate>& certificates,
                                     const std::string& text) {
  const std::size_t number = number_of(text);
  if (number >= 1 && number <= certificates.size()) return certificates[number - 1];
  std::vector<x509::Certificate> found;
  std::ranges::copy_if(certificates, std::back_inserter(found), [&](const auto& one) {
    return !text.empty() && one.sha256_hex().starts_with(text);
  });
  if (found.size() == 1) return found.front();
  throw Error(ErrorKind::not_found,
              std::to_string(found.size()) + " certificates that '" + text + "' names",
              "name one by its number in the list, or by the first digits of its SHA-256");
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string json_text(const Description& description) {
  return description.dump(2, ' ', false, Description::error_handler_t::replace) + "\n";
}

std::string day(Time time) {
  return time.rfc3339().substr(0, 10);
}

void add_people(CLI::App& app, Run& run, std::string_view word) {
  CLI::App* people =
      app.add_subcommand("people", "The address book: people, their addresses and certificates");
  people->require_subcommand(1);
  add_commands(*people, run,
               {{"add", add_people_add},
                {"learn", add_people_learn},
                {"list", add_people_list},
                {"show", add_people_show},
                {"examine", add_people_examine},
                {"remove", add_people_remove}},
               word);
}

}  // namespace smime::mime::command
