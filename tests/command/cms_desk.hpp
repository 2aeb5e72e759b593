// A desk for the commands smime cms: people, keys and a content in a folder.
#pragma once

#include <nlohmann/json.hpp>

#include "tests/support/mail_people.hpp"

namespace smime::tests {

struct CmsDesk {
  TemporaryFolder folder;
  std::string smime = smime_program() + " cms ";

  CmsDesk() {
    write_mail_people(folder);
    folder.write_text("content", "Breakfast at Tiffany's?\nAt nine.\n");
    folder.write_text("key32", std::string(64, 'a') + "\n");
    folder.write_text("other32", std::string(64, 'b') + "\n");
    folder.write_text("key24", "0123456789abcdef0123456789abcdef0123456789abcdef\n");
    folder.write_text("password", "holly\n");
    folder.write_text("wrong", "golightly\n");
  }

  Ran operator()(const std::string& command) const { return run(folder, command); }
  bool same() const { return folder.read("out") == folder.read("content"); }
  nlohmann::json report() const {
    const Bytes text = folder.read("report.json");
    return nlohmann::json::parse(text.begin(), text.end());
  }
};

}  // namespace smime::tests
