using OffTrac.Core.Configuration;

namespace OffTrac.Host.Commands;

/// <summary>What was probably meant by a word that nobody knows.</summary>
internal static class NearestWord
{
    /// <returns>The nearest of the words, or null when none is near.</returns>
    public static string? Find(string typed, IEnumerable<string> words) =>
        words.Distinct(StringComparer.Ordinal)
            .Select(word => (Word: word, Distance: EditDistance.Between(typed, word)))
            .Where(candidate => candidate.Distance <= Math.Max(1, typed.Length / 3))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word).FirstOrDefault();

    /// <summary>A question to append to a message; empty when no word is near.</summary>
    public static string Ask(string typed, IEnumerable<string> words) =>
        Find(typed, words) is { } word ? $" Did you mean '{word}'?" : "";
}
