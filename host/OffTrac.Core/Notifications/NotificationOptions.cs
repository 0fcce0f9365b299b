using OffTrac.Core.Tickets;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Notifications;

/// <summary>Section <c>[notification]</c> as Trac reads it, with Trac's defaults.</summary>
internal sealed class NotificationOptions(IEnvironment environment)
{
    private const string Section = "notification";

    public bool IsEmailEnabled => Flag("smtp_enabled");

    public string EmailSender => Text("email_sender", "SmtpEmailSender");

    public string SmtpServer => Text("smtp_server", "localhost");

    public int SmtpPort => TracText.TryInteger(Text("smtp_port", "25"), out var port) && port is > 0 and <= 65535
        ? port
        : throw new ConfigurationException($"[{Section}] smtp_port = {Text("smtp_port")} is not possible: write a number from 1 to 65535.");

    public string SmtpUser => Text("smtp_user");

    public string SmtpPassword => Text("smtp_password");

    public bool UseTls => Flag("use_tls");

    public string SendmailPath => Text("sendmail_path", "sendmail");

    public string From => Text("smtp_from", "trac@localhost");

    public string FromName => Text("smtp_from_name") is { Length: > 0 } name ? name : ProjectName;

    public bool IsFromAuthor => Flag("smtp_from_author");

    public string ReplyTo => Text("smtp_replyto", "trac@localhost");

    public IReadOnlyList<string> AlwaysCc => Words("smtp_always_cc");

    public IReadOnlyList<string> AlwaysBcc => Words("smtp_always_bcc");

    public string DefaultDomain => Text("smtp_default_domain");

    public bool UseShortAddress => Flag("use_short_addr");

    public IReadOnlyList<string> IgnoredDomains => TracText.Split(Text("ignore_domains"), ',');

    public IReadOnlyList<string> AdmittedDomains => TracText.Split(Text("admit_domains"), ',');

    public bool UsePublicCc => Flag("use_public_cc");

    public string SubjectPrefix => Text("smtp_subject_prefix", "__default__") is var prefix and not "__default__" ? prefix : $"[{ProjectName}]";

    public string TicketSubject => Text("ticket_subject_template", "${prefix} #${ticket.id}: ${summary}");

    public string BatchSubject => Text("batch_subject_template", "${prefix} Batch modify: ${tickets_descr}");

    public bool IsAmbiguousWide => Text("ambiguous_char_width") is "double";

    public string MimeEncoding => Text("mime_encoding", "none");

    public string MessageIdHash => Text("message_id_hash", "md5");

    public IReadOnlyList<string> AddressResolvers => TracText.Split(Text("email_address_resolvers", "SessionEmailResolver"), ',');

    public string ProjectName => environment.Configuration.Get("project", "name") ?? "My Project";

    public string ProjectDescription => environment.Configuration.Get("project", "descr") ?? "My example project";

    public string ProjectUrl => environment.Configuration.Get("project", "url") ?? "";

    public string DefaultFormat(string transport) =>
        environment.Configuration.Get(Section, $"default_format.{transport}") is { Length: > 0 } format ? format : "text/plain";

    /// <summary>An address with the default domain, where it has none and must have one.</summary>
    public string Complete(string address) =>
        !UseShortAddress && DefaultDomain.Length > 0 && address.Length > 0 && !address.Contains('@', StringComparison.Ordinal)
            ? $"{address}@{DefaultDomain}"
            : address;

    private bool Flag(string option) => TracText.IsTrue(environment.Configuration.Get(Section, option));

    private string Text(string option, string usual = "") => environment.Configuration.Get(Section, option) ?? usual;

    private IReadOnlyList<string> Words(string option) =>
        [.. TracText.Split(Text(option), ',').SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
