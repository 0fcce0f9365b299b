using System.Globalization;

namespace OffTrac.Core.Configuration;

/// <summary>An option in a file that nothing reads.</summary>
public sealed record UnknownOption
{
    public required string Section { get; init; }

    public required string Name { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>What was probably meant: a name of the section, or section and name of another one; null when nothing is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>One line for a person.</summary>
    public string Message => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Say(Section, Name, Nearest)}");

    internal static string Say(string section, string name, string? nearest) =>
        $"[{section}] {name} is not known" + (nearest is null ? "; nothing here reads it." : $"; did you mean {nearest}?");
}
