using System.Text.RegularExpressions;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Finds addresses in what tickets say of people: logins, addresses, and names with an address.</summary>
internal sealed partial class RecipientMatcher
{
    private const string Local = "[a-zA-Z0-9.'+_-]+";
    private const string Domain = @"(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private readonly NotificationOptions _options;
    private readonly Dictionary<string, KnownUser> _users;
    private readonly HashSet<string> _ignored;
    private readonly Regex _short;
    private readonly Regex _long;

    public RecipientMatcher(NotificationOptions options, IReadOnlyList<KnownUser> users)
    {
        _options = options;
        _users = users.ToDictionary(user => user.Login, StringComparer.Ordinal);
        _ignored = options.IgnoredDomains.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var domains = string.Join('|', options.AdmittedDomains.Select(Regex.Escape).Prepend(Domain));
        var address = $"{Local}@(?:{domains})";
        _short = new Regex($@"^<?({address})>?\n?\z", Options);
        _long = new Regex($@"^(.*)\s+<\s*({address})\s*>\n?\z", Options);
    }

    /// <summary>Whether it is an address that mails may go to.</summary>
    public bool IsEmail(string address) => _short.IsMatch(address)
        && !_ignored.Contains(address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]);

    /// <summary>Whether it is a word that could be an address without a domain.</summary>
    public static bool IsWord(string address) => Word().IsMatch(address);

    /// <summary>The address of a login, or the one that a text holds; null for none.</summary>
    public MailRecipient? Match(string? person)
    {
        if (string.IsNullOrEmpty(person) || person is "anonymous")
            return null;
        var user = _users.GetValueOrDefault(person);
        var address = TracText.Strip(user is null ? person : user.Email ?? "");
        if (user is not null && address.Length == 0)
            address = user.Login;
        if (IsWord(address))
        {
            return _options.UseShortAddress ? new MailRecipient(user?.Login, address)
                : _options.DefaultDomain.Length > 0 ? new MailRecipient(user?.Login, $"{address}@{_options.DefaultDomain}")
                : null;
        }

        if (_short.Match(address) is { Success: true } bare)
            address = bare.Groups[1].Value;
        else if (_long.Match(address) is { Success: true } named)
            address = named.Groups[2].Value;
        return IsEmail(address) ? new MailRecipient(user?.Login, address) : null;
    }

    /// <summary>Name and address of an author; null when no address is known.</summary>
    public EmailAddress? MatchAuthor(string? author)
    {
        var person = TracText.Strip(author ?? "");
        if (Match(person) is not { } recipient)
            return null;
        var name = recipient.SessionId is { } login ? _users[login].Name : null;
        if (string.IsNullOrEmpty(name) && _long.Match(person) is { Success: true } named)
            name = named.Groups[1].Value;
        return new EmailAddress(name, recipient.Address);
    }

    [GeneratedRegex(@"^[-A-Za-z0-9!*+/=_.]+\n?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
