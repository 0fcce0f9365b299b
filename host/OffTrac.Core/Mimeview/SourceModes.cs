using System.Collections.Frozen;
using System.Globalization;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Mimeview;

/// <summary>Which language source of a type is in, and how well it is shown; <c>[mimeviewer] pygments_modes</c> adds to what is known.</summary>
internal sealed class SourceModes(IEnvironmentConfiguration configuration)
{
    private const int UsualQuality = 7;

    private readonly MimeviewOptions _options = new(configuration);
    private Modes? _modes;

    public (string Language, int Quality)? Find(string mimeType)
    {
        var version = configuration.Version;
        if (Volatile.Read(ref _modes) is not { } modes || modes.Version != version)
        {
            modes = new Modes(version, Read());
            Volatile.Write(ref _modes, modes);
        }

        return modes.ByType.TryGetValue(mimeType, out var mode) ? mode : null;
    }

    private FrozenDictionary<string, (string Language, int Quality)> Read()
    {
        var byType = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, keywords) in KnownMimeTypes.Source)
        {
            byType[type] = (keywords[0], UsualQuality);
            foreach (var keyword in keywords)
                names[keyword] = keywords[0];
        }

        // What is no such triple says nothing.
        foreach (var parts in _options.SourceModes.Select(mapping => mapping.Split(':')))
        {
            if (parts is [var type, var mode, var quality] && int.TryParse(quality, CultureInfo.InvariantCulture, out var number))
                byType[type] = (names.GetValueOrDefault(mode, mode), number);
        }

        return byType.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Modes(long Version, FrozenDictionary<string, (string Language, int Quality)> ByType);
}
