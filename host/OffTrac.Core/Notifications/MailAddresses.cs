using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>The addresses of those who are told of an event, by the style of message that they want.</summary>
internal sealed class MailAddresses(NotificationOptions options)
{
    private readonly HashSet<string> _open = options.AlwaysCc.ToHashSet(StringComparer.Ordinal);

    public Dictionary<string, HashSet<string>> Styles { get; } = new(StringComparer.Ordinal);

    public void Add(NotificationRecipient recipient, string address)
    {
        Style(recipient.Format).Add(address);
        if (recipient is { SessionId: { } login, IsAuthenticated: true } && _open.Remove(login))
            _open.Add(address);
        else if (options.UsePublicCc)
            _open.Add(address);
    }

    /// <summary>Gives those of one style another one.</summary>
    public void MoveTo(string style, string from)
    {
        Style(style).UnionWith(Style(from));
        Styles.Remove(from);
    }

    /// <summary>Those whose addresses everybody sees.</summary>
    public IReadOnlyList<string> Copies(IEnumerable<string> people) => [.. people.Where(_open.Contains).Order(StringComparer.Ordinal)];

    /// <summary>Those whose addresses nobody sees.</summary>
    public IReadOnlyList<string> BlindCopies(IEnumerable<string> people) =>
        [.. people.Where(address => !_open.Contains(address)).Order(StringComparer.Ordinal)];

    private HashSet<string> Style(string style) =>
        Styles.TryGetValue(style, out var addresses) ? addresses : Styles[style] = new HashSet<string>(StringComparer.Ordinal);
}
