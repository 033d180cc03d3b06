def coffee_machine(buttons):
    """Simulate a coffee machine and return its screen after each button. It starts 'off'. 'power'
    switches between 'off' and 'ready'. When 'ready', 'brew' makes it 'brewing'; when 'brewing',
    'stop' makes it 'ready'. 'power' while brewing also switches it off. Any other button changes
    nothing.

    >>> coffee_machine(["brew", "power", "brew", "stop"])
    ['off', 'ready', 'brewing', 'ready']
    >>> coffee_machine([])
    []
    """
    moves = {
        ("off", "power"): "ready",
        ("ready", "power"): "off",
        ("brewing", "power"): "off",
        ("ready", "brew"): "brewing",
        ("brewing", "stop"): "ready",
    }
    state, screens = "off", []
    for button in buttons:
        state = moves.get((state, button), state)
        screens.append(state)
    return screens


def alarm_code_entered(keys: str, code: str) -> bool:
    """Check whether an alarm gets switched off. Keys are pressed one by one; 'C'
    clears what was typed so far, '#' confirms it. The alarm is off as soon as the
    code is confirmed; a wrong confirmed entry is cleared.

    >>> alarm_code_entered("12C4711#", "4711")
    True
    >>> alarm_code_entered("47#11#", "4711")
    False
    >>> alarm_code_entered("4711", "4711")
    False
    """
    typed = ""
    for key in keys:
        if key == "#" and typed == code:
            return True
        typed = "" if key in "C#" else typed + key
    return False


def parcel_status(events):
    """Work out where a parcel stands from its scans, in order. 'scan' puts it 'in transit', 'door'
    makes it 'delivered', 'nobody' makes it 'waiting', and the third 'nobody' sends it back: from
    then on it is 'returned' whatever follows. Before the first event it is 'announced'.

    >>> parcel_status(["scan", "nobody", "door"])
    'delivered'
    >>> parcel_status(["nobody", "nobody", "nobody", "door"])
    'returned'
    >>> parcel_status([])
    'announced'
    """
    names = {"scan": "in transit", "door": "delivered", "nobody": "waiting"}
    if events.count("nobody") >= 3:
        return "returned"
    return names[events[-1]] if events else "announced"


def dimmer_level(presses: list[str], top: int = 5) -> int:
    """A lamp starts at level 0. 'up' and 'down' change the level by one, but never above `top`
    or below 0. 'off' remembers the level and goes to 0; 'on' goes back to the remembered level,
    which is 1 at the start. Return the last level.

    >>> dimmer_level(["up", "up", "up", "off", "on"])
    3
    >>> dimmer_level(["on", "down", "down"])
    0
    >>> dimmer_level([])
    0
    """
    level, remembered = 0, 1
    for press in presses:
        if press == "up":
            level = min(top, level + 1)
        elif press == "down":
            level = max(0, level - 1)
        elif press == "off":
            level, remembered = 0, level
        else:
            level = remembered
    return level


def doors_left_open(log: list[tuple[str, str]]) -> list[str]:
    """The log holds (door, action) pairs in order, with the actions 'open', 'close'
    and 'knock'. Return the doors whose last action other than 'knock' was 'open',
    in the order in which they first appear as open or closed.

    >>> doors_left_open([("barn", "open"), ("shed", "open"), ("barn", "close"), ("shed", "knock")])
    ['shed']
    >>> doors_left_open([("gate", "knock")])
    []
    """
    last = {door: action for door, action in log if action != "knock"}
    return [door for door, action in last.items() if action == "open"]


def tv_remote(channels, presses):
    """Channels are numbered from 1 to `channels`. A press is '+', '-', 'back' or a channel number as
    text. '+' and '-' go round at the ends, 'back' goes to the channel that was on before, and a number
    that does not exist is ignored. The set starts on channel 1, and so does the memory for 'back'.

    >>> tv_remote(5, ["-", "+", "3", "back"])
    1
    >>> tv_remote(5, ["9", "-"])
    5
    """
    now = before = 1
    for press in presses:
        if press == "back":
            now, before = before, now
        elif press in "+-":
            now, before = (now - 1 + (1 if press == "+" else -1)) % channels + 1, now
        elif 1 <= int(press) <= channels:
            now, before = int(press), now
    return now


def hotel_key_uses(swipes):
    """Count the swipes that opened the door. A swipe is 'guest', 'staff' or 'block'. After 'block'
    no guest swipe opens until staff has swiped; staff always opens. 'block' itself opens nothing.

    >>> hotel_key_uses(["guest", "block", "guest", "staff", "guest"])
    3
    >>> hotel_key_uses([])
    0
    """
    opened, blocked = 0, False
    for swipe in swipes:
        if swipe == "block":
            blocked = True
        elif swipe == "staff" or not blocked:
            opened += 1
            blocked = False
    return opened


def pet_mood(events: str) -> str:
    """The mood of an electronic pet is a number that starts at 3. Every 'f' (food) adds 1,
    every 'p' (play) adds 2, every 'i' (ignored) takes 2 away; it stays between 0 and 6 all
    the time. Return 'sad' for 0 or 1 at the end, 'happy' for 5 or 6, otherwise 'fine'.

    >>> pet_mood("ppp")
    'happy'
    >>> pet_mood("pppii")
    'fine'
    >>> pet_mood("iif")
    'sad'
    """
    change = {"f": 1, "p": 2, "i": -2}
    mood = 3
    for event in events:
        mood = max(0, min(6, mood + change[event]))
    if mood <= 1:
        return "sad"
    return "happy" if mood >= 5 else "fine"


def read_block(lines: list[str], start: str, end: str) -> list[str]:
    """Return the lines between a line equal to `start` and the next line equal to `end`, both left
    out. There may be several such blocks; their lines are put one after the other. A block that is
    never ended goes up to the last line.

    >>> read_block(["x", "BEGIN", "a", "END", "y", "BEGIN", "b"], "BEGIN", "END")
    ['a', 'b']
    >>> read_block(["x"], "BEGIN", "END")
    []
    """
    inside, kept = False, []
    for line in lines:
        if inside and line == end:
            inside = False
        elif inside:
            kept.append(line)
        elif line == start:
            inside = True
    return kept


def crossing_light(seconds: int, pressed_at: int | None) -> str:
    """A pedestrian light is 'red' until somebody presses the button. From 5 seconds after the press it
    is 'green' for 12 seconds, then 'blinking' for 4, then 'red' for good. Tell what it shows at a
    second; `pressed_at` is None if nobody pressed.

    >>> crossing_light(15, 10)
    'green'
    >>> crossing_light(27, 10)
    'blinking'
    >>> crossing_light(31, 10)
    'red'
    >>> crossing_light(20, None)
    'red'
    """
    if pressed_at is None:
        return "red"
    waited = seconds - pressed_at - 5
    if 0 <= waited < 12:
        return "green"
    return "blinking" if 12 <= waited < 16 else "red"


def valid_ticket_flow(steps):
    """Check whether a repair ticket went through its states correctly. It has to begin
    as 'new'; from 'new' it goes to 'open', from 'open' to 'waiting' or 'closed', from
    'waiting' back to 'open', and nothing follows 'closed'. An empty list of states is
    not correct.

    >>> valid_ticket_flow(["new", "open", "waiting", "open", "closed"])
    True
    >>> valid_ticket_flow(["new", "closed"])
    False
    >>> valid_ticket_flow([])
    False
    """
    follows = {"new": {"open"}, "open": {"waiting", "closed"}, "waiting": {"open"}}
    if not steps or steps[0] != "new":
        return False
    return all(after in follows.get(before, ()) for before, after in zip(steps, steps[1:]))


def cart_after(commands):
    """Apply shopping cart commands: 'add NAME' puts one more in, 'drop NAME' takes one
    out (a thing with none left disappears, and dropping a thing that is not there does
    nothing), 'clear' empties the cart. Names are single words.

    >>> cart_after(["add soap", "add soap", "add bread", "drop bread", "drop milk"])
    {'soap': 2}
    >>> cart_after(["add soap", "clear"])
    {}
    """
    cart = {}
    for command in commands:
        action, _, name = command.partition(" ")
        if action == "clear":
            cart.clear()
        elif action == "add":
            cart[name] = cart.get(name, 0) + 1
        elif cart.get(name, 0) > 1:
            cart[name] -= 1
        else:
            cart.pop(name, None)
    return cart
