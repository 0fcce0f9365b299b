using OffTrac.Core.Tickets;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Writes lists of people and mail addresses as one reader may see them.</summary>
internal sealed class MailNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly bool _seesAddresses;

    public MailNames(IReadOnlyList<KnownUser> users, bool seesAddresses)
    {
        _seesAddresses = seesAddresses;
        foreach (var user in users)
        {
            if (!string.IsNullOrEmpty(user.Name))
                _names[user.Login] = user.Name;
        }
    }

    /// <summary>Items between commas or semicolons, each as it may be seen, joined by a comma and a blank.</summary>
    public string Format(string list) =>
        string.Join(", ", list.Split(',', ';').Select(TracText.Strip).Where(item => item.Length > 0).Select(FormatOne));

    private string FormatOne(string person)
    {
        if (person != "anonymous" && _names.TryGetValue(person, out var name))
            return name;
        var at = person.IndexOf('@', StringComparison.Ordinal);
        return at < 0 || _seesAddresses ? person : person[..at] + (person[^1] == '>' ? "@…>" : "@…");
    }
}
