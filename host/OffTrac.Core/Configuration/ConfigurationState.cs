using System.Collections.Frozen;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>What all files said at one moment. Immutable.</summary>
internal sealed class ConfigurationState
{
    private const int MaxDepth = 32;

    private static readonly FrozenDictionary<string, ConfiguredValue> s_noOptions = FrozenDictionary<string, ConfiguredValue>.Empty;

    private readonly FrozenDictionary<string, FrozenDictionary<string, ConfiguredValue>> _sections;

    private ConfigurationState(IReadOnlyList<FileStamp> stamps, IReadOnlyList<IniDocument> layers)
    {
        Stamps = stamps;
        Layers = layers;
        _sections = Merge(layers).ToFrozenDictionary(
            section => section.Key, section => section.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Every file that was looked for, with its time stamp.</summary>
    public IReadOnlyList<FileStamp> Stamps { get; }

    /// <summary>The files that exist, the first counts most.</summary>
    public IReadOnlyList<IniDocument> Layers { get; }

    public IReadOnlyCollection<string> Sections => _sections.Keys;

    public bool IsCurrent => Stamps.All(stamp => stamp.IsCurrent);

    /// <exception cref="ConfigurationException">A file can't be read.</exception>
    public static ConfigurationState Read(ConfigurationFiles files)
    {
        var reader = new LayerReader();
        reader.Add(files.OffTracIni, followInherit: files.TracIni is null || !File.Exists(files.TracIni));
        reader.Add(files.TracIni, followInherit: true);
        reader.Add(files.HostIni, followInherit: false);
        return new ConfigurationState(reader.Stamps, reader.Layers.ConvertAll(layer =>
            layer.File == files.HostIni && files.EnvironmentDirectory is not null ? WithoutHost(layer) : layer));
    }

    public ConfiguredValue? Find(string section, string option) =>
        _sections.TryGetValue(section, out var options) && options.TryGetValue(option, out var value) ? value : null;

    public IReadOnlyDictionary<string, ConfiguredValue> Section(string section) => _sections.GetValueOrDefault(section, s_noOptions);

    /// <summary>The host's own section is nothing that an environment inherits.</summary>
    private static IniDocument WithoutHost(IniDocument document)
    {
        var copy = new IniDocument(document.File, document.Lines);
        foreach (var option in document.Defaults.Options)
            copy.Defaults.Add(option);
        foreach (var section in document.Sections.Where(section => section.Name != HostConfiguration.Section))
        {
            var opened = copy.Open(section.Name);
            foreach (var option in section.Options)
                opened.Add(option);
        }

        return copy;
    }

    private static Dictionary<string, Dictionary<string, ConfiguredValue>> Merge(IReadOnlyList<IniDocument> layers)
    {
        var merged = new Dictionary<string, Dictionary<string, ConfiguredValue>>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var section in layer.Sections)
            {
                if (!merged.TryGetValue(section.Name, out var options))
                    merged[section.Name] = options = new(StringComparer.Ordinal);
                foreach (var option in section.Options.Concat(layer.Defaults.Options.Where(option => section.Find(option.Name) is null)))
                {
                    options.TryAdd(option.Name, new ConfiguredValue
                    {
                        Section = section.Name,
                        Option = option.Name,
                        Value = option.Value,
                        File = layer.File,
                        Line = option.FirstLine + 1,
                    });
                }
            }
        }

        return merged;
    }

    private sealed class LayerReader
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<FileStamp> Stamps { get; } = [];

        public List<IniDocument> Layers { get; } = [];

        /// <summary>Adds a file and, below it, what it inherits, each file once: a circle ends where it began.</summary>
        public void Add(string? file, bool followInherit, int depth = 0)
        {
            if (file is null || depth > MaxDepth || !_seen.Add(file))
                return;
            var stamp = FileStamp.Of(file);
            Stamps.Add(stamp);
            if (!stamp.Exists)
                return;
            var document = IniParser.Parse(file, ReadBytes(file));
            Layers.Add(document);
            if (!followInherit || Inherited(document) is not { } inherited)
                return;
            foreach (var parent in inherited.Value.Split(',').Select(PythonText.Strip).Where(parent => parent.Length > 0))
                Add(Path.GetFullPath(parent, Path.GetDirectoryName(file)!), followInherit: true, depth + 1);
        }

        /// <summary>As any option it may stand in <c>[DEFAULT]</c>, if only there is a section <c>[inherit]</c>.</summary>
        private static IniOption? Inherited(IniDocument document) =>
            document.Find("inherit") is { } section ? section.Find("file") ?? document.Defaults.Find("file") : null;

        private static byte[] ReadBytes(string file)
        {
            try
            {
                return File.ReadAllBytes(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"{file}: it can't be read: {exception.Message}", exception);
            }
        }
    }
}
