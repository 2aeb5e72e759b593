// Manual pages (man(7)) of a program and of each of its commands, from what its command line knows.
#include "mime/command/manual.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "mime/command/examples.hpp"
#include "mime/command/help.hpp"

namespace smime::mime::command {
namespace {

// Text as roff reads it: no escape, no request, hyphens that can be copied.
std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += std::string("\\&") + c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string page_name(const CLI::App& command) {
  std::string name = full_name(command);
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string first_lower(std::string text) {
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1]))) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string option_entries(const CLI::App& command) {
  std::string out;
  for (const bool positional : {true, false}) {
    for (const CLI::Option* option : shown_options(command, positional)) {
      const std::string word = positional ? "" : value_word(*option);
      out += ".TP\n\\fB" + roff(option_names(*option)) + "\\fR";
      if (!word.empty()) out += " \\fI" + roff(word) + "\\fR";
      out += "\n" + roff(option->get_description());
      if (option->get_required() && !positional) out += " (required)";
      out += "\n";
    }
  }
  return out;
}

std::string list_of_commands(const CLI::App& program) {
  std::string out = ".SH COMMANDS\n";
  for (const CLI::App* command : shown_commands(program)) {
    out += ".TP\n\\fB" + roff(command->get_name()) + "\\fR\n" + roff(command->get_description()) +
           "; see \\fB" + roff(page_name(*command)) + "\\fR(1)\n";
  }
  return out;
}

std::string commands_below(const CLI::App& group) {
  std::string out = ".SH COMMANDS\n";
  for (const CLI::App* command : shown_commands(group)) {
    out += ".SS " + roff(usage(*command)) + "\n" + roff(command->get_description()) + "\n" +
           option_entries(*command);
  }
  return out;
}

void append_examples(const CLI::App& command, std::string& out) {
  for (const Example& example : examples(full_name(command))) {
    out += ".PP\n" + roff(example.purpose) + ":\n.PP\n.nf\n.RS\n" + roff(example.line) +
           "\n.RE\n.fi\n";
  }
  if (command.get_parent() == nullptr) return;
  for (const CLI::App* one : shown_commands(command)) append_examples(*one, out);
}

std::string entry(const std::string& name, const std::string& text) {
  return ".TP\n\\fB" + roff(name) + "\\fR\n" + roff(text) + "\n";
}

std::string ending(const CLI::App& command) {
  const bool is_smime = full_name(command).starts_with("smime");
  std::string out = ".SH EXIT STATUS\n";
  out +=
      entry("0", is_smime ? "done; for what is verified: all of it is valid and trusted" : "done");
  if (is_smime) {
    out += entry("1", "it was read, but must not be trusted");
    out += entry("2",
                 "it could not be read: malformed, not addressed to any given identity, "
                 "decryption failed");
  }
  out += entry("3", "wrong usage, or a file that cannot be read or written");
  out += ".SH ENVIRONMENT\n";
  if (is_smime) {
    out +=
        entry("SMIME_DIRECTORY", "the file of the directory, where --directory does not name one");
  }
  out += entry("NO_COLOR", "no colour, whatever its value");
  return out + entry("SMIME_IMPLEMENTATION",
                     "\"reference\", or the name of an implementation: for comparing them");
}

std::string see_also(const CLI::App& command) {
  std::string out;
  const CLI::App* parent = command.get_parent();
  if (parent != nullptr) out = "\\fB" + roff(page_name(*parent)) + "\\fR(1)";
  const CLI::App& beside = parent == nullptr ? command : *parent;
  for (const CLI::App* one : shown_commands(beside)) {
    if (one == &command) continue;
    out += (out.empty() ? "" : ", ") + ("\\fB" + roff(page_name(*one)) + "\\fR(1)");
  }
  return out.empty() ? "" : ".SH SEE ALSO\n" + out + "\n";
}

}  // namespace

std::string manual_page(const CLI::App& command) {
  const bool is_program = command.get_parent() == nullptr;
  std::string title = page_name(command);
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string out = ".TH " + roff(title) + " 1 \"\" \"smime 0.1.0\" \"S/MIME from scratch\"\n";
  out += ".SH NAME\n" + roff(page_name(command)) + " \\- " +
         roff(first_lower(command.get_description())) + "\n";
  out += ".SH SYNOPSIS\n\\fB" + roff(usage(command)) + "\\fR\n";
  out += ".SH DESCRIPTION\n" + roff(command.get_description()) + "\n";
  if (is_program && !shown_commands(command).empty()) out += ".PP\n" + roff(closing_words()) + "\n";
  if (!shown_commands(command).empty()) {
    out += is_program ? list_of_commands(command) : commands_below(command);
  }
  out += ".SH OPTIONS\n" + option_entries(command);
  std::string shown;
  append_examples(command, shown);
  if (!shown.empty()) out += ".SH EXAMPLES\n" + shown;
  return out + ending(command) + see_also(command);
}

std::vector<std::pair<std::string, std::string>> manual_pages(const CLI::App& program) {
  std::vector<std::pair<std::string, std::string>> pages;
  pages.emplace_back(page_name(program) + ".1", manual_page(program));
  for (const CLI::App* command : shown_commands(program)) {
    pages.emplace_back(page_name(*command) + ".1", manual_page(*command));
  }
  return pages;
}

}  // namespace smime::mime::command
