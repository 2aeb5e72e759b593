// smime open --mbox: every message of a mailbox, over all cores, with a report for each.
#pragma once

#include <optional>
#include <string>

#include "mime/command/directory_option.hpp"
#include "mime/smime/opener.hpp"

namespace smime::mime::command {

struct MailboxOptions {
  std::string input = "-";      ///< the mbox
  std::string report = "-";     ///< gets the reports, one line of JSON for each message
  std::string folder;           ///< gets the contents, named by number; empty for none
  bool show_untrusted = false;  ///< also of messages that must not be trusted
  bool quiet = false;
  unsigned threads = 0;                   ///< 0: as many as there are cores
  std::optional<DirectoryOption> learns;  ///< where what signers tell of themselves is kept
};

/// Opens the messages in order. One whose key is under a password that is not there is told of, and
/// the others are opened. Memory grows neither with them nor with their number.
/// @return the worst exit code of all
int open_mailbox(const MailboxOptions& options, const secure::OpenOptions& how);

}  // namespace smime::mime::command
