using OffTrac.Core.Tickets;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Names of people in a mail: its readers are not asked what they may see, so that addresses show to all or to none.</summary>
internal sealed class PlainAuthors(IEnvironment environment, IReadOnlyList<KnownUser> users)
{
    public string Name(string? author)
    {
        if (string.IsNullOrEmpty(author))
            return "(none)";
        if (author is "anonymous")
            return author;
        if (IsOn("show_full_names", "enabled") && users.FirstOrDefault(user => user.Login == author)?.Name is { Length: > 0 } name)
            return name;
        var at = author.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || IsOn("show_email_addresses", "disabled"))
            return author;
        return author[..at] + (author[^1] == '>' ? "@…>" : "@…");
    }

    private bool IsOn(string option, string usual) => TracText.IsTrue(environment.Configuration.Get("trac", option) ?? usual);
}
