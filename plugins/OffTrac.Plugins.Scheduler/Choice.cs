using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Words that stand for the values of an enumeration: lower case with dashes.</summary>
internal static class Choice
{
    public static string Word<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select(static (letter, position) =>
            char.IsAsciiLetterUpper(letter) ? (position > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>The value of a word in any case; null for none.</summary>
    public static T? Find<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Word(value), word, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>The value that a person typed, with dashes, blanks or underscores.</summary>
    /// <param name="name">Where it was typed, such as <c>--state</c>.</param>
    /// <param name="word">What was typed.</param>
    /// <exception cref="TracException">There is none of this name; the message lists those that there are.</exception>
    public static T Parse<T>(string name, string word)
        where T : struct, Enum =>
        Find<T>(word.Trim().Replace(' ', '-').Replace('_', '-'))
        ?? throw new TracException($"{name} is '{word}'; allowed are {string.Join(", ", Enum.GetValues<T>().Select(Word))}.");
}
