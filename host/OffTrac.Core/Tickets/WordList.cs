using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Lists of words in a text field, as Trac's batch module changes them.</summary>
internal static class WordList
{
    public static string Change(string? old, TicketListChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (words, given) = (Split(old), Split(change.Words));
        switch (change.Mode)
        {
            case TicketListMode.Add:
                Add(words, given);
                break;
            case TicketListMode.Remove:
                Remove(words, given);
                break;
            case TicketListMode.AddAndRemove:
                Add(words, given);
                Remove(words, Split(change.RemovedWords));
                break;
            default:
                words = given;
                break;
        }

        return string.Join(", ", words);
    }

    private static void Add(List<string> words, List<string> given) =>
        words.AddRange(given.Distinct(StringComparer.Ordinal).Where(word => !words.Contains(word, StringComparer.Ordinal)).ToList());

    private static void Remove(List<string> words, List<string> given) => words.RemoveAll(word => given.Contains(word, StringComparer.Ordinal));

    public static List<string> Split(string? text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; text is not null && i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not (';' or ',') && !TracText.IsSpace(text[i]))
                continue;
            if (i > start)
                words.Add(text[start..i]);
            start = i + 1;
        }

        return words;
    }
}
