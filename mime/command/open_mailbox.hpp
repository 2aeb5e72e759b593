// smime open --mbox: every message of a mailbox, over all cores, with a report for each.
#pragma once

#include <string>

#include "mime/smime/opener.hpp"

namespace smime::mime::command {

struct MailboxOptions {
  std::string input = "-";      ///< the mbox
  std::string report = "-";     ///< gets the reports, one line of JSON for each message
  std::string folder;           ///< gets the contents, named by number; empty for none
  bool show_untrusted = false;  ///< also of messages that must not be trusted
  bool quiet = false;
  unsigned threads = 0;  ///< 0: as many as there are cores
};

/// Opens the messages in order; memory grows neither with them nor with their number.
/// @return the worst exit code of all
int open_mailbox(const MailboxOptions& options, const secure::OpenOptions& how);

}  // namespace smime::mime::command
