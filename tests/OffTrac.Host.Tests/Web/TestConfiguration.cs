using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Tests.Web;

/// <summary>Options that a test sets.</summary>
internal sealed class TestConfiguration : IEnvironmentConfiguration
{
    private readonly Dictionary<(string Section, string Option), string> _values = [];

    public long Version { get; private set; } = 1;

    public IReadOnlyCollection<string> Sections => [.. _values.Keys.Select(key => key.Section).Distinct(StringComparer.Ordinal)];

    public string this[string section, string option]
    {
        set
        {
            lock (_values)
            {
                _values[(section, option)] = value;
                Version++;
            }
        }
    }

    public string? Get(string section, string option)
    {
        lock (_values)
        {
            return _values.GetValueOrDefault((section, option));
        }
    }

    public IReadOnlyDictionary<string, string> Section(string section)
    {
        lock (_values)
        {
            return _values.Where(value => value.Key.Section == section).ToDictionary(value => value.Key.Option, value => value.Value, StringComparer.Ordinal);
        }
    }

    public ValueTask SetAsync(string section, string option, string? value, CancellationToken cancellation)
    {
        this[section, option] = value ?? "";
        return default;
    }
}
