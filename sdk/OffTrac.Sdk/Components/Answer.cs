namespace OffTrac.Sdk.Components;

/// <summary>What one component answered.</summary>
/// <typeparam name="T">Type of the answer: SDK records, text or numbers.</typeparam>
/// <param name="component">Name of the component.</param>
/// <param name="value">What it answered.</param>
public readonly struct Answer<T>(string component, T value)
{
    /// <summary>Name of the component that answered.</summary>
    public string Component { get; } = component;

    /// <summary>What it answered.</summary>
    public T Value { get; } = value;
}
