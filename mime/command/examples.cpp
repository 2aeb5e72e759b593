// The groups in which commands are listed, and an example or two of each: for --help and the
// manual.
#include "mime/command/examples.hpp"

#include <map>

namespace smime::mime::command {

const std::vector<Example>& all_examples() {
  static const std::vector<Example> examples = {
      {"smime", "smime sign < draft | smime encrypt --keep-bcc | sendmail -t",
       "sign a message, encrypt it for those in To, Cc and Bcc, and send it"},
      {"smime", "smime open < received", "read a message, and learn who signed it"},
      {"smime sign", "smime sign --id katie.pem < draft > signed",
       "sign with a key and certificate from a file"},
      {"smime sign", "smime sign --id katie.pem --header-confidentiality baseline < draft > signed",
       "sign what is encrypted next, with Subject hidden inside"},
      {"smime encrypt", "smime encrypt --to bob.crt --id katie.pem < draft > sealed",
       "encrypt for Bob, and so that Katie can read it too"},
      {"smime open", "smime open --id bob.pem --trust authority.pem < sealed > content",
       "decrypt and verify with files alone"},
      {"smime open", "smime open --mbox --trust authority.pem archive > reports",
       "open every message of a mailbox, with a report for each"},
      {"smime compare", "smime compare sent received", "find what a server did to a message"},
      {"smime verify-certificate",
       "smime verify-certificate katie.crt --trust authority.pem --purpose sign",
       "say whether a certificate is good for signing, and why not"},
      {"smime show", "smime show received", "tell what is inside a file"},
      {"smime id new", "smime id new Katie --email katie@example.org",
       "make a digital ID that vouches for itself"},
      {"smime id request", "smime id request Katie --email katie@example.org -o katie.p10",
       "ask an authority for a certificate; the key stays here"},
      {"smime id login", "smime id login Katie --from office.sqlite",
       "fetch what the authority has issued meanwhile"},
      {"smime people add", "smime people add Bob --cert bob.crt",
       "keep Bob's certificate, which you know to be his"},
      {"smime people learn", "smime people learn received", "keep what a signed message brings"},
      {"smime people examine", "smime people examine bob@example.org --certificate 2",
       "look closely at one of Bob's certificates"},
      {"smime trust add", "smime trust add authority.pem authority.crl",
       "trust an authority, and take its list of revoked certificates"},
      {"smime trust cross-certify", "smime trust cross-certify received --scope signer",
       "trust the sender of a message, and nobody else"},
      {"smime id export", "smime id export --id katie.pem -o katie",
       "write katie.pfx for another machine"},
      {"smime id import", "smime id import katie.pfx -o katie.pem",
       "take it up there, as a file for --id"},
      {"smime ca init",
       "smime ca init Example --subject \"CN=Authority,O=Example\" -o example.pem",
       "become your own authority; others trust example.pem"},
      {"smime ca issue", "smime ca issue katie.p10 -o katie.crt",
       "certify a request that 'smime id request' or another program made"},
      {"smime ca issue", "smime ca issue --people alice,bob@example.org",
       "certify two people whose public keys are in the directory"},
      {"smime ca issue-all", "smime ca issue-all --days 730",
       "certify everybody in the directory for two years"},
      {"smime ca renew", "smime ca renew --expiring 30",
       "renew all that expires within thirty days"},
      {"smime ca revoke", "smime ca revoke bob --reason keyCompromise",
       "take Bob's newest certificate back"},
      {"smime ca crl", "smime ca crl --der -o example.crl",
       "write the list to publish, once a week or so"},
      {"smime ca cross-certify",
       "smime ca cross-certify other.crt --permit email:other.org -o cross.crt",
       "let your people trust another authority for its own people"},
      {"smime ca list", "smime ca list --issued --log", "see what was issued, and what was done"},
      {"smime cms sign", "smime cms sign --id katie.pem --detached -o letter.p7s letter.pdf",
       "sign any file, and keep the signature beside it"},
      {"smime cms verify", "smime cms verify --trust authority.pem --content letter.pdf letter.p7s",
       "say whether it is unchanged, and whose the signature is"},
      {"smime cms encrypt", "smime cms encrypt --cipher aes-256-gcm --to bob.crt -o sealed data",
       "encrypt any file for Bob, so that changes to it show"},
      {"smime cms decrypt", "smime cms decrypt --id bob.pem -o data sealed", "and decrypt it"},
      {"smime cms receipt", "smime cms receipt --id bob.pem -o receipt signed",
       "answer a signed object that asks for a receipt"},
      {"smime cms verify-receipt",
       "smime cms verify-receipt --trust authority.pem --of signed receipt",
       "and hold the answer against what was sent"},
      {"smime completion",
       "smime completion bash > ~/.local/share/bash-completion/completions/smime",
       "let bash complete commands and options"},
      {"smime manual", "smime manual ca | man -l -", "read the manual page of the authority"},
  };
  return examples;
}

std::vector<Example> examples(const std::string& full_name) {
  std::vector<Example> found;
  for (const Example& example : all_examples()) {
    if (example.command == full_name) found.push_back(example);
  }
  return found;
}

std::string entry_of(const Example& example) {
  return "  # " + example.purpose + "\n  " + example.line + "\n";
}

std::string command_group(const std::string& full_name) {
  static const std::map<std::string, std::string> groups = {
      {"smime sign", "Mail"},
      {"smime encrypt", "Mail"},
      {"smime open", "Mail"},
      {"smime compare", "Mail"},
      {"smime id", "People and authorities"},
      {"smime people", "People and authorities"},
      {"smime trust", "People and authorities"},
      {"smime ca", "People and authorities"},
      {"smime show", "Looking inside"},
      {"smime verify-certificate", "Looking inside"},
      {"smime cms", "Looking inside"},
      {"smime manual", "About the program"},
      {"smime completion", "About the program"},
  };
  const auto found = groups.find(full_name);
  return found == groups.end() ? "" : found->second;
}

std::string closing_words() {
  return "Messages go from standard input to standard output; '-' stands for either. Each command "
         "has its own --help; 'smime manual' prints the manual.\n"
         "It ends with 0 when all is well, 1 when what was read must not be trusted, 2 when it "
         "could not be read, and 3 for wrong usage.";
}

}  // namespace smime::mime::command
