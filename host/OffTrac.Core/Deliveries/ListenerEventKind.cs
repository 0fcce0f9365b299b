using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Deliveries;

internal sealed class ListenerEventKind<TEvent, TListener>(
    string name,
    JsonTypeInfo<TEvent> json,
    Func<TEvent, Resource> resource,
    Func<TListener, TEvent, CancellationToken, ValueTask> tell,
    Func<TEvent, Resource?>? related = null) : EventKind(name, typeof(TListener).Name)
    where TEvent : ChangeEvent
    where TListener : class
{
    public override Type Event => typeof(TEvent);

    public override Resource ResourceOf(ChangeEvent change) => resource((TEvent)change);

    public override Resource? RelatedTo(ChangeEvent change) => related?.Invoke((TEvent)change);

    public override string Write(ChangeEvent change) => JsonSerializer.Serialize((TEvent)change, json);

    public override ChangeEvent Read(string data) =>
        JsonSerializer.Deserialize(data, json) ?? throw new JsonException("The stored event is null.");

    public override IReadOnlyList<ComponentDescription> Durable(IExtensionPoints points) => points.Get<TListener>().Durable;

    public override ValueTask TellPlainAsync(IExtensionPoints points, ChangeEvent change, CancellationToken cancellation) =>
        points.Get<TListener>().TellPlainAsync((TEvent)change, tell, cancellation);

    public override TimeSpan? Limit { get; } =
        Attribute.GetCustomAttribute(typeof(TListener), typeof(ExtensionPointAttribute)) is ExtensionPointAttribute point
            ? point.TimeLimitSeconds > 0 ? TimeSpan.FromSeconds(point.TimeLimitSeconds) : null
            : TimeSpan.FromSeconds(new ExtensionPointAttribute().TimeLimitSeconds);

    public override ValueTask<DeliveryResult> DeliverAsync(
        IExtensionPoints points, string component, ChangeEvent change, CancellationToken cancellation) =>
        points.Get<TListener>().DeliverAsync(component, (TEvent)change, tell, cancellation);

    public override string TimedOut(IExtensionPoints points, string component, TimeSpan limit) =>
        points.Get<TListener>().DeliveryTimedOut(component, limit);
}
